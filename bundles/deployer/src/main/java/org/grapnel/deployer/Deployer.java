package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/** Makes the framework follow the files: what is wanted becomes live, or stays as it was with a problem told. Used by one thread at a time. */
final class Deployer {
    private final Lifecycle lifecycle;
    private final Path directory;
    private final Path copies;
    private final History history;
    private final Clock clock;
    private final SortedMap<String, Deployment> deployments = new TreeMap<>();
    private volatile List<Deployment> snapshot = List.of();

    /**
     * Works on one instance.
     *
     * @param directory where the wanted jars are
     * @param copies where the deployer keeps the jars that are live
     */
    Deployer(Lifecycle lifecycle, Path directory, Path copies, History history, Clock clock) {
        this.lifecycle = lifecycle;
        this.directory = directory;
        this.copies = copies;
        this.history = history;
        this.clock = clock;
    }

    /** By file name. Safe for calls by any thread. */
    List<Deployment> deployments() {
        return snapshot;
    }

    /** Takes out what an earlier run left in the framework. */
    void clear() {
        for (Bundle bundle : lifecycle.bundles()) {
            if (bundle.getLocation().startsWith(Lifecycle.LOCATION)) {
                try {
                    lifecycle.uninstall(bundle);
                } catch (DeployException e) {
                    history.bad(bundle.getLocation().substring(Lifecycle.LOCATION.length()), e.getMessage());
                }
            }
        }
    }

    /** Deploys files in any order of their dependencies: who does not resolve is tried again after others went live. */
    void deploy(SortedMap<String, Stamp> files) {
        SortedMap<String, Stamp> waiting = new TreeMap<>(files);
        boolean progress = true;
        while (progress && !waiting.isEmpty()) {
            progress = false;
            for (Map.Entry<String, Stamp> file : List.copyOf(waiting.entrySet())) {
                boolean last = waiting.size() == 1;
                if (deploy(file.getKey(), file.getValue(), last)) {
                    waiting.remove(file.getKey());
                    progress = true;
                }
            }
        }
        waiting.forEach((file, stamp) -> deploy(file, stamp, true));
    }

    /** True when it is settled; false when it may resolve after others. */
    private boolean deploy(String file, Stamp stamp, boolean last) {
        Optional<Live> before = liveOf(file);
        try {
            Jar jar = copyOf(file);
            refuseTwin(file, jar);
            if (before.isPresent()) {
                replace(file, stamp, before.get(), jar);
            } else {
                Jar kept = keep(file, jar);
                Live live = live(lifecycle.install(file, kept), kept);
                put(Deployment.live(file, stamp, live));
                history.good(file, live.jar() + " is live (" + live.handlerCount() + ")");
            }
        } catch (DeployException e) {
            if (e.isUnresolved() && !last && before.isEmpty()) {
                return false;
            }
            String still = before.map(live -> "; " + live.jar() + " stays live").orElse("");
            put(Deployment.failed(file, stamp, before, e.getMessage()));
            history.bad(file, e.getMessage() + still);
        }
        return true;
    }

    private void replace(String file, Stamp stamp, Live before, Jar jar) {
        try {
            lifecycle.update(before.bundle(), jar);
            Live live = live(before.bundle(), keep(file, jar));
            put(Deployment.live(file, stamp, live));
            history.good(
                    file,
                    live.jar() + " is live in place of " + before.jar().version() + " (" + live.handlerCount() + ")");
        } catch (DeployException e) {
            goBack(file, stamp, before, jar + ": " + e.getMessage());
        }
    }

    private void goBack(String file, Stamp stamp, Live before, String problem) {
        try {
            lifecycle.update(before.bundle(), before.jar());
            put(Deployment.failed(file, stamp, Optional.of(live(before.bundle(), before.jar())), problem));
            history.bad(file, problem + "; " + before.jar() + " is live again");
        } catch (DeployException e) {
            put(Deployment.failed(file, stamp, Optional.of(before), problem));
            history.bad(file, problem + "; nor can " + before.jar() + " be started again: " + e.getMessage());
        }
    }

    /** Tells that a file can't become a bundle at all; what was live before stays. */
    void refuse(String file, Stamp stamp, String problem) {
        Optional<Live> before = liveOf(file);
        put(Deployment.failed(file, stamp, before, problem));
        history.bad(
                file,
                problem + before.map(live -> "; " + live.jar() + " stays live").orElse(""));
    }

    /** Takes out what a file that is gone had put in. */
    void remove(String file) {
        Optional<Live> live = liveOf(file);
        deployments.remove(file);
        snapshot = List.copyOf(deployments.values());
        if (live.isEmpty()) {
            return;
        }
        try {
            lifecycle.uninstall(live.get().bundle());
            Files.deleteIfExists(live.get().jar().copy());
            history.good(file, live.get().jar() + " is gone");
        } catch (DeployException | IOException e) {
            history.bad(file, live.get().jar() + ": " + e.getMessage());
        }
    }

    /** What is live for a file; not what somebody has uninstalled by other means. */
    private Optional<Live> liveOf(String file) {
        return Optional.ofNullable(deployments.get(file))
                .flatMap(Deployment::live)
                .filter(live -> live.bundle().getState() != Bundle.UNINSTALLED);
    }

    private void refuseTwin(String file, Jar jar) throws DeployException {
        for (Bundle bundle : lifecycle.bundles()) {
            boolean own = bundle.getLocation().equals(Lifecycle.LOCATION + file);
            if (!own
                    && jar.symbolicName().equals(bundle.getSymbolicName())
                    && jar.version().equals(bundle.getVersion())) {
                String where = bundle.getLocation().startsWith(Lifecycle.LOCATION)
                        ? "already deployed from deploy/" + bundle.getLocation().substring(Lifecycle.LOCATION.length())
                        : "part of the server";
                throw DeployException.because(jar + " is " + where + "; remove one, or give it another version");
            }
        }
    }

    /** Copies the file, so that it may be overwritten at any time, and reads the copy. */
    private Jar copyOf(String file) throws DeployException {
        Path copy = copies.resolve(file + ".new");
        try {
            Files.createDirectories(copies);
            Files.copy(directory.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DeployException.because("can't be copied to " + copies + ": " + e + "; see that both can be used");
        }
        return Jar.read(copy);
    }

    /** Makes a copy the one to go back to. */
    private Jar keep(String file, Jar jar) throws DeployException {
        Path kept = copies.resolve(file);
        try {
            Files.move(jar.copy(), kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DeployException.because("can't be kept as " + kept + ": " + e + "; see that it can be written");
        }
        return new Jar(kept, jar.symbolicName(), jar.version(), jar.fragment());
    }

    private Live live(Bundle bundle, Jar jar) {
        return new Live(bundle, jar, lifecycle.handlers(bundle), clock.instant());
    }

    private void put(Deployment deployment) {
        deployments.put(deployment.file(), deployment);
        snapshot = List.copyOf(new ArrayList<>(deployments.values()));
    }
}
