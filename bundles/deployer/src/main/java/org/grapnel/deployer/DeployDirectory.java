package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of jars and features, and what was last seen in it. Used by one thread at a time. */
final class DeployDirectory {
    /** A file that has not changed for so many looks, and still is no zip, is no half-written one. */
    private static final int LOOKS_FOR_GARBAGE = 8;

    private static final int MOST_FILES = 1000;
    /** Of a file that was there in an earlier run. */
    private static final Stamp LOST = new Stamp(-2, Stamp.GONE.modified(), "");

    private static final Logger LOG = LoggerFactory.getLogger(DeployDirectory.class);

    /** How often a file was seen as it is. */
    private record Seen(Stamp stamp, int looks) {}

    private final Path directory;
    private final Deployer deployer;
    /** What was last taken up or refused, by file name. */
    private final Map<String, Stamp> known = new HashMap<>();
    /** What differs from that. */
    private final Map<String, Seen> unsettled = new HashMap<>();

    private final Set<String> unusable = new HashSet<>();
    private String lastTrouble = "";

    DeployDirectory(Path directory, Deployer deployer) {
        this.directory = directory;
        this.deployer = deployer;
    }

    /** Takes up at once what is complete; the rest is left to the next looks. */
    void loadAll() throws IOException {
        if (!Files.isDirectory(directory)) {
            deployer.restoreAll().forEach(file -> known.put(file, LOST));
            return;
        }
        SortedMap<String, Stamp> complete = look();
        NavigableSet<String> incomplete = new TreeSet<>(complete.keySet());
        complete.keySet().removeIf(file -> !Intake.isComplete(directory.resolve(file)));
        incomplete.removeAll(complete.keySet());
        known.putAll(complete);
        deployer.restore(complete.keySet(), incomplete);
    }

    /** Looks once; what is as it was at the look before is taken up. */
    void poll() {
        SortedMap<String, Stamp> now;
        try {
            now = look();
            lastTrouble = "";
        } catch (IOException e) {
            complainOnce(directory + ": can't be read: " + e + "; everything stays as it is");
            return;
        }
        unsettled.keySet().removeIf(file -> !now.containsKey(file) && !known.containsKey(file));
        NavigableSet<String> settled = new TreeSet<>();
        TreeMap<String, Stamp> all = new TreeMap<>(now);
        known.keySet().forEach(file -> all.putIfAbsent(file, Stamp.GONE));
        all.forEach((file, stamp) -> {
            if (isSettled(file, stamp)) {
                settle(file, stamp, settled);
            }
        });
        deployer.take(settled);
    }

    private boolean isSettled(String file, Stamp stamp) {
        if (stamp.equals(known.get(file))) {
            unsettled.remove(file);
            return false;
        }
        Seen before = unsettled.get(file);
        Seen seen = new Seen(stamp, before != null && before.stamp().equals(stamp) ? before.looks() + 1 : 1);
        unsettled.put(file, seen);
        return seen.looks() > 1;
    }

    private void settle(String file, Stamp stamp, NavigableSet<String> toDeploy) {
        if (stamp.equals(Stamp.GONE)) {
            known.remove(file);
            unsettled.remove(file);
            deployer.remove(file, Deployer.DIRECTORY);
        } else if (Intake.isComplete(directory.resolve(file)) || looksAt(file) >= LOOKS_FOR_GARBAGE) {
            known.put(file, stamp); // garbage too: whoever takes it says what is wrong with it
            unsettled.remove(file);
            toDeploy.add(file);
        }
    }

    private int looksAt(String file) {
        Seen seen = unsettled.get(file);
        return seen == null ? 0 : seen.looks();
    }

    private SortedMap<String, Stamp> look() throws IOException {
        SortedMap<String, Stamp> files = new TreeMap<>();
        if (known.isEmpty() && !Files.isDirectory(directory)) {
            return files; // an instance need not have one
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (isUnit(name) && isUsable(entry)) {
                    Stamp.of(entry).ifPresent(stamp -> files.put(name, stamp));
                }
                if (files.size() > MOST_FILES) {
                    throw new IOException("there are more than " + MOST_FILES + " files");
                }
            }
        }
        return files;
    }

    /** Editors' and copiers' hidden files are not meant. */
    private static boolean isUnit(String name) {
        return (name.endsWith(".jar") || name.endsWith(".json")) && !name.startsWith(".");
    }

    /** A name that could not be a location, or would tear the log's lines, is told once and left alone. */
    private boolean isUsable(Path file) {
        try {
            Intake.fileName(file);
            return true;
        } catch (DeployException e) {
            if (unusable.size() < MOST_FILES && unusable.add(file.getFileName().toString())) {
                LOG.error("{}/: {}", directory.getFileName(), e.getMessage());
            }
            return false;
        }
    }

    private void complainOnce(String trouble) {
        if (!trouble.equals(lastTrouble)) {
            LOG.error("{}", trouble);
            lastTrouble = trouble;
        }
    }
}
