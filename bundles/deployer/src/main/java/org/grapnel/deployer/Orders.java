package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Generations;
import org.grapnel.deployer.gate.Intake;
import org.grapnel.deployer.gate.Unit;
import org.grapnel.deployer.live.LiveUnit;

/** What operators order by command. The deploy directory is changed along, so that it stays the one truth. Used by one thread at a time. */
final class Orders {
    private final Path base;
    private final DeployFiles files;
    private final Intake intake;
    private final Generations generations;
    private final Book book;
    private final Deployer deployer;
    private final Shadows shadows;

    Orders(
            Path base,
            DeployFiles files,
            Intake intake,
            Generations generations,
            Book book,
            Deployer deployer,
            Shadows shadows) {
        this.base = base;
        this.files = files;
        this.intake = intake;
        this.generations = generations;
        this.book = book;
        this.deployer = deployer;
        this.shadows = shadows;
    }

    String install(String path, String who) throws DeployException {
        Path source = source(path);
        String file = Intake.fileName(source);
        Unit unit = intake.take(source, file);
        Optional<Deployment> there =
                book.named(unit.name()).filter(entry -> entry.live().isPresent());
        if (there.isPresent()) {
            throw DeployException.because(unit.name() + " is deployed from deploy/"
                    + there.get().file() + "; to replace it: deploy:upgrade " + path);
        }
        if (files.exists(file) && !files.is(source, file)) {
            throw DeployException.because("deploy/" + file + " is there; give the file another name");
        }
        LiveUnit live = ordered(unit, who, false);
        publish(source, live.unit());
        return live + " is live (" + live.handlerCount() + ")";
    }

    String upgrade(String path, String who, boolean fewer) throws DeployException {
        Path source = source(path);
        Unit unit = unitFor(source);
        Optional<LiveUnit> before = book.liveOf(unit.file());
        if (before.isEmpty()) {
            throw DeployException.because(unit.name() + " is not live; deploy:install it");
        }
        LiveUnit live = ordered(unit, who, fewer);
        publish(source, live.unit());
        return live + " is live in place of " + before.get().unit().version() + " (" + live.handlerCount() + ")";
    }

    String remove(String name, String who) throws DeployException {
        Deployment entry = entry(name);
        try {
            files.delete(entry.file());
        } catch (IOException e) {
            throw DeployException.because(
                    "deploy/" + entry.file() + " can't be deleted: " + e + "; see that it can be");
        }
        deployer.remove(entry.file(), who);
        shadows.endStale();
        return entry.live().map(LiveUnit::toString).orElse(entry.file()) + " is gone";
    }

    String rollBack(String name, String who) throws DeployException {
        Deployment entry = entry(name);
        deployer.rollBack(entry, who, "by command");
        shadows.endStale();
        return book.liveOf(entry.file()).map(LiveUnit::toString).orElse(name) + " is live again";
    }

    String shadow(String path, String who) throws DeployException {
        Unit unit = unitFor(source(path));
        shadows.begin(unit, who);
        return unit + " shadows; see deploy:diff " + unit.name();
    }

    String promote(String name, String who, boolean fewer) throws DeployException {
        Shadows.Shadow shadow = shadows.named(name);
        LiveUnit live = shadows.promote(shadow, who, fewer);
        publish(generations.copy(live.unit().file(), live.unit().generation()), live.unit());
        return live + " is live in place of " + shadow.serving().unit().version() + " (" + live.handlerCount() + ")";
    }

    String unshadow(String name, String who) throws DeployException {
        Shadows.Shadow shadow = shadows.named(name);
        shadows.end(shadow, who);
        return shadow.shadowed().unit() + " no longer shadows";
    }

    /** A copy of a file from anywhere, as the new contents of the deployed file of the same plugin, if there is one. */
    Unit unitFor(Path source) throws DeployException {
        Unit unit = intake.take(source, Intake.fileName(source));
        Optional<String> file = book.named(unit.name()).map(Deployment::file);
        return file.isEmpty() || file.get().equals(unit.file()) ? unit : intake.take(source, file.get());
    }

    /** Relative paths start at the instance's base. */
    Path source(String path) throws DeployException {
        Path source = base.resolve(path).normalize();
        if (!Files.isRegularFile(source)) {
            throw DeployException.because(path + ": there is no such file; relative paths start at " + base);
        }
        return source;
    }

    private Deployment entry(String name) throws DeployException {
        return book.named(name)
                .orElseThrow(() -> DeployException.because("nothing is deployed as " + name + "; see deploy:list"));
    }

    private LiveUnit ordered(Unit unit, String who, boolean fewer) throws DeployException {
        Optional<LiveUnit> before = book.liveOf(unit.file());
        try {
            LiveUnit live = deployer.order(unit, who, fewer);
            shadows.endStale();
            return live;
        } catch (DeployException e) {
            deployer.fail(
                    before.isPresent() ? "upgrade" : "install",
                    who,
                    unit.file(),
                    before,
                    unit.version(),
                    e.getMessage());
            throw e;
        }
    }

    private void publish(Path source, Unit unit) throws DeployException {
        try {
            if (!files.is(source, unit.file())) {
                files.publish(generations.copy(unit.file(), unit.generation()), unit.file());
            }
        } catch (IOException e) {
            throw DeployException.because(unit + " is live, but deploy/" + unit.file() + " can't be written: " + e
                    + "; put it there, else it is gone after a restart");
        }
    }
}
