package org.grapnel.deployer;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Generations;
import org.grapnel.deployer.gate.Intake;
import org.grapnel.deployer.gate.Unit;
import org.grapnel.deployer.live.Exchange;
import org.grapnel.deployer.live.LiveUnit;

/** Makes the framework follow the files: what is wanted becomes live, or stays as it was with a problem told. Used by one thread at a time. */
final class Deployer {
    /** Who changes files. */
    static final String DIRECTORY = "deploy/";

    private final Path directory;
    private final Intake intake;
    private final Generations generations;
    private final Exchange exchange;
    private final Book book;
    private final History history;
    private final Supplier<Options> options;
    private final Clock clock;

    Deployer(
            Path directory,
            Intake intake,
            Generations generations,
            Exchange exchange,
            Book book,
            History history,
            Supplier<Options> options,
            Clock clock) {
        this.directory = directory;
        this.intake = intake;
        this.generations = generations;
        this.exchange = exchange;
        this.book = book;
        this.history = history;
        this.options = options;
        this.clock = clock;
    }

    /** One file that is to be settled. */
    @FunctionalInterface
    private interface Attempt {
        /** False when it may resolve after others; never when it is the last that waits. */
        boolean settle(boolean last);
    }

    /**
     * The first pass of a start: in the versions that an earlier run left, where the files have not changed since.
     *
     * @param incomplete files that are being written, or garbage: what was live for them is, until they are settled
     */
    void restore(Collection<String> complete, Collection<String> incomplete) {
        exchange.clear();
        restore(complete, incomplete, book.restore());
    }

    /**
     * The same where the directory itself is missing, which is no order to remove everything: a disk may not be mounted.
     *
     * @return the files whose contents are live
     */
    Collection<String> restoreAll() {
        exchange.clear();
        Map<String, Saved> saved = book.restore();
        restore(List.of(), saved.keySet(), saved);
        return saved.keySet();
    }

    private void restore(Collection<String> complete, Collection<String> incomplete, Map<String, Saved> saved) {
        Map<String, Attempt> attempts = new TreeMap<>();
        for (String file : complete) {
            attempts.put(file, last -> isKept(file, saved) ? restore(file, saved.get(file), last) : take(file, last));
        }
        for (String file : incomplete) {
            if (isKept(file, saved)) {
                attempts.put(file, last -> putBack(file, saved.get(file), last));
            }
        }
        settle(attempts);
        book.restored();
    }

    private boolean isKept(String file, Map<String, Saved> saved) {
        return saved.containsKey(file)
                && generations.exists(file, saved.get(file).live());
    }

    /** Takes up files that have changed, in any order of their dependencies. */
    void take(Collection<String> files) {
        Map<String, Attempt> attempts = new TreeMap<>();
        files.forEach(file -> attempts.put(file, last -> take(file, last)));
        settle(attempts);
    }

    /** Who does not resolve is tried again after others went live. */
    private static void settle(Map<String, Attempt> attempts) {
        Map<String, Attempt> waiting = new LinkedHashMap<>(attempts);
        boolean progress = true;
        while (progress && !waiting.isEmpty()) {
            boolean last = waiting.size() == 1;
            progress = waiting.values().removeIf(attempt -> attempt.settle(last));
        }
        waiting.values().forEach(attempt -> attempt.settle(true));
    }

    private boolean restore(String file, Saved saved, boolean last) {
        if (!isUnchanged(file, saved)) {
            book.reserve(file, saved.live());
            if (!take(file, last)) {
                return false;
            }
            if (book.liveOf(file).isPresent()) {
                book.unreserve(file);
                return true;
            }
        }
        return putBack(file, saved, last);
    }

    private boolean isUnchanged(String file, Saved saved) {
        try {
            return intake.fingerprint(directory.resolve(file)).equals(saved.wanted());
        } catch (DeployException e) {
            return false; // taking it up will tell the same
        }
    }

    /** Makes live what was live at the end of the run before. */
    private boolean putBack(String file, Saved saved, boolean last) {
        Optional<Deployment> failed = book.of(file); // what the file holds now
        try {
            LiveUnit live = exchange.bring(intake.read(file, saved.live()), Optional.empty(), true);
            book.put(failed.map(now -> Deployment.failed(
                            file,
                            now.wanted(),
                            Optional.of(live),
                            saved.previous(),
                            now.problem().orElse("")))
                    .orElseGet(() -> Deployment.live(live).as(saved)));
            book.unreserve(file);
            String not = book.of(file)
                    .flatMap(Deployment::problem)
                    .map(problem -> "; not what the file holds: " + problem)
                    .orElse("");
            String text = live + " is live (" + live.handlerCount() + ")" + not;
            tell("restore", DIRECTORY, file, Optional.empty(), live.unit().version(), text);
        } catch (DeployException e) {
            if (e.isUnresolved() && !last) {
                return false;
            }
            book.put(Deployment.failed(file, "", Optional.empty(), Optional.empty(), e.getMessage()));
            fail("restore", DIRECTORY, file, Optional.empty(), "", e.getMessage());
        }
        return true;
    }

    private boolean take(String file, boolean last) {
        Optional<LiveUnit> before = book.liveOf(file);
        String wanted = "";
        try {
            wanted = intake.fingerprint(directory.resolve(file));
            if (isSettled(file, wanted)) {
                return true;
            }
            if (before.isPresent() && before.get().unit().fingerprint().equals(wanted)) {
                book.put(Deployment.live(before.get()));
                tell(
                        "keep",
                        DIRECTORY,
                        file,
                        before,
                        before.get().unit().version(),
                        before.get() + " is live, as the file has it again");
                return true;
            }
            order(intake.take(directory.resolve(file), file), DIRECTORY, false);
        } catch (DeployException e) {
            if (e.isUnresolved() && !last && before.isEmpty()) {
                return false;
            }
            Optional<Deployment.Previous> previous = book.of(file).flatMap(Deployment::previous);
            book.put(Deployment.failed(file, wanted, before, previous, e.getMessage()));
            fail(
                    before.isPresent() ? "upgrade" : "install",
                    DIRECTORY,
                    file,
                    before,
                    "",
                    e.getMessage()
                            + before.map(live -> "; " + live + " stays live").orElse(""));
        }
        return true;
    }

    /** True when a file that was touched holds what was taken up before, or what was rolled back. */
    private boolean isSettled(String file, String wanted) {
        return book.of(file)
                .filter(entry ->
                        entry.wanted().equals(wanted) && book.liveOf(file).isPresent())
                .filter(entry -> entry.state() != State.OUTDATED && entry.state() != State.FAILED)
                .isPresent();
    }

    /**
     * Puts a unit in force, beside or without one before, and enters it.
     *
     * @throws DeployException when it can't be; nothing has changed
     */
    LiveUnit order(Unit unit, String who, boolean fewer) throws DeployException {
        Optional<LiveUnit> before = book.liveOf(unit.file());
        try {
            return enter(exchange.bring(unit, before, fewer), before, who, before.isPresent() ? "upgrade" : "install");
        } catch (DeployException e) {
            throw before.isPresent() ? e.within(unit + ": ") : e;
        }
    }

    /** Enters what has come into force. */
    LiveUnit enter(LiveUnit live, Optional<LiveUnit> before, String who, String what) {
        Deployment entry = Deployment.live(live);
        Duration watch = options.get().watchPeriod();
        Optional<Instant> until =
                watch.isZero() ? Optional.empty() : Optional.of(clock.instant().plus(watch));
        book.put(before.map(old -> entry.inPlaceOf(old, until)).orElse(entry));
        String place = before.map(old -> " in place of " + old.unit().version()).orElseGet(() -> beside(live));
        tell(
                what,
                who,
                live.unit().file(),
                before,
                live.unit().version(),
                live + " is live" + place + " (" + live.handlerCount() + ")");
        return live;
    }

    /** Two files of one plugin are two plugins, which is seldom meant. */
    private String beside(LiveUnit live) {
        return book.deployments().stream()
                .filter(entry -> !entry.file().equals(live.unit().file()))
                .flatMap(entry -> book.liveOf(entry.file()).stream())
                .filter(other -> other.unit().name().equals(live.unit().name()))
                .findFirst()
                .map(other -> " beside " + other.unit().version() + " of deploy/"
                        + other.unit().file() + ", which you may want to remove")
                .orElse("");
    }

    /** Takes out what a file that is gone had put in. */
    void remove(String file, String who) {
        Optional<LiveUnit> live = book.liveOf(file);
        if (live.isEmpty()) {
            book.drop(file);
            return;
        }
        book.of(file).map(Deployment::leaving).ifPresent(book::put);
        try {
            exchange.remove(live.get());
            book.drop(file);
            tell("remove", who, file, live, "", live.get() + " is gone");
        } catch (DeployException e) {
            book.drop(file);
            fail("remove", who, file, live, "", live.get() + ": " + e.getMessage());
        }
    }

    /** Puts back what was live before, side by side as well; the file is not taken up again until it changes. */
    void rollBack(Deployment entry, String who, String why) throws DeployException {
        String file = entry.file();
        Deployment.Previous previous = entry.previous()
                .filter(kept -> generations.exists(file, kept.generation()))
                .orElseThrow(() -> DeployException.because(
                        file + ": no version before is kept; put one in its place: deploy:upgrade"));
        Optional<LiveUnit> now = book.liveOf(file);
        try {
            Unit unit = intake.read(file, previous.generation());
            LiveUnit back = exchange.bring(unit, now, true);
            String problem = now.map(live -> live.unit().version() + " was rolled back: ")
                            .orElse("")
                    + why;
            book.put(entry.rolledBack(back, problem));
            tell(
                    "rollback",
                    who,
                    file,
                    now,
                    back.unit().version(),
                    problem + "; " + back + " is live again; replace the file to try anew");
        } catch (DeployException e) {
            fail("rollback", who, file, now, previous.version(), "can't be rolled back: " + e.getMessage());
            throw e;
        }
    }

    void tell(String what, String who, String file, Optional<LiveUnit> from, String to, String text) {
        add(what, who, file, from, to, true, text);
    }

    void fail(String what, String who, String file, Optional<LiveUnit> from, String to, String text) {
        add(what, who, file, from, to, false, text);
    }

    private void add(
            String what, String who, String file, Optional<LiveUnit> from, String to, boolean good, String text) {
        String version = from.map(live -> live.unit().version()).orElse("");
        history.add(new Event(clock.instant(), who, what, file, version, to, good, text));
    }
}
