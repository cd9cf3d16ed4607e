package org.grapnel.config.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of configuration files, and what was last seen in it. Safe for use by any thread; one at a time gets in. */
final class EtcDirectory {
    private static final String ENDING = ".json";
    private static final int MOST_FILES = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(EtcDirectory.class);

    private final Path directory;
    private final Store store;
    private final Plugins plugins;
    /** What was last taken over or refused, by file name. */
    private final Map<String, Stamp> known = new HashMap<>();
    /** What differs from that, as of the last look. */
    private final Map<String, Stamp> unsettled = new HashMap<>();

    private String lastTrouble = "";

    EtcDirectory(Path directory, Store store, Plugins plugins) {
        this.directory = directory;
        this.store = store;
        this.plugins = plugins;
    }

    /**
     * Takes everything over at once.
     *
     * @throws BadFileException for the server's own file; other bad files are logged
     */
    synchronized void loadAll() throws IOException, BadFileException {
        SortedMap<String, Stamp> files = look();
        Set<Target> targets = new HashSet<>();
        for (String name : files.keySet()) {
            Target.ofFile(name).ifPresent(targets::add);
        }
        store.forgetAllBut(targets);
        store.putOverridesWithout(targets);
        for (Map.Entry<String, Stamp> file : files.entrySet()) {
            known.put(file.getKey(), file.getValue());
            if (file.getKey().equals(Target.SERVER_FILE)) {
                load(file.getKey());
            } else {
                loadOrLog(file.getKey());
            }
        }
    }

    /** Looks once; a change is taken over at the second look that sees it, so that a file half written is not. */
    synchronized void poll() {
        SortedMap<String, Stamp> now;
        try {
            now = look();
            lastTrouble = "";
        } catch (IOException e) {
            complainOnce(shown("") + ": can't be read: " + e + "; the configuration stays as it was");
            return;
        }
        Set<String> names = new HashSet<>(known.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Stamp stamp = now.getOrDefault(name, Stamp.GONE);
            if (stamp.equals(known.getOrDefault(name, Stamp.GONE))) {
                unsettled.remove(name);
            } else if (stamp.equals(unsettled.put(name, stamp))) {
                unsettled.remove(name);
                settle(name, stamp);
            }
        }
    }

    private void settle(String name, Stamp stamp) {
        if (!stamp.equals(Stamp.GONE)) {
            known.put(name, stamp);
            loadOrLog(name);
            return;
        }
        known.remove(name);
        Optional<Target> target = Target.ofFile(name);
        if (target.isEmpty()) {
            return;
        }
        try {
            store.remove(target.get());
            LOG.info("{}: is gone, and so is its configuration", shown(name));
        } catch (IOException e) {
            LOG.error("{}: its configuration can't be removed: {}; restart the server", shown(name), e.getMessage());
        }
    }

    private void loadOrLog(String name) {
        try {
            load(name);
        } catch (BadFileException e) {
            LOG.error("{}", e.getMessage());
        } catch (IOException e) {
            LOG.error("{}: can't be taken over: {}; see that it can be read", shown(name), e.toString());
        }
    }

    private void load(String name) throws IOException, BadFileException {
        Target target = Target.ofFile(name)
                .orElseThrow(() -> new BadFileException(
                        shown(name) + ": the name is no PID; rename it to PID.json or PID~NAME.json"));
        if (target.equals(Target.SERVER) && !name.equals(Target.SERVER_FILE) && known.containsKey(Target.SERVER_FILE)) {
            throw new BadFileException(
                    shown(name) + ": is for the same configuration as " + Target.SERVER_FILE + "; move its keys there");
        }
        SortedMap<String, Object> keys;
        try {
            keys = read(name);
        } catch (NoSuchFileException e) {
            return; // gone since the look; the next one sees it
        }
        if (put(target, name, keys)) {
            LOG.info("{}: taken over", shown(name));
        }
    }

    private SortedMap<String, Object> read(String name) throws IOException, BadFileException {
        byte[] json;
        try (InputStream in = Files.newInputStream(directory.resolve(name))) {
            json = in.readNBytes(JsonKeys.LARGEST + 1);
        }
        return JsonKeys.read(shown(name), json);
    }

    /** Puts keys in force, when the plugin that they are for takes them. */
    private boolean put(Target target, String name, SortedMap<String, Object> keys)
            throws IOException, BadFileException {
        Optional<PluginOptions> options = plugins.describe(target.pid());
        if (options.isEmpty()) {
            return store.put(target, shown(name), keys);
        }
        try {
            options.get().typed(store.withOverrides(target, keys)); // those of the command line too, and together
            return store.put(target, shown(name), options.get().typed(keys, store.overridden(target)));
        } catch (BadValueException e) {
            throw new BadFileException(shown(name) + ": " + e.getMessage());
        }
    }

    /** What the file of a configuration has; empty where there is none. */
    synchronized SortedMap<String, Object> keys(Target target) throws IOException, BadFileException {
        try {
            return read(target + ENDING);
        } catch (NoSuchFileException e) {
            return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        }
    }

    /**
     * Puts keys in force and, when they are, into the file of their configuration.
     *
     * @throws BadFileException when they can't be; nothing has changed
     */
    synchronized void write(Target target, SortedMap<String, Object> keys) throws IOException, BadFileException {
        String name = target + ENDING;
        Files.createDirectories(directory);
        Path staged = directory.resolve("." + name + ".new");
        try {
            Files.write(staged, JsonKeys.write(keys));
            put(target, name, keys);
            Files.move(
                    staged,
                    directory.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
        Optional<Stamp> stamp = Stamp.of(directory.resolve(name));
        stamp.ifPresent(now -> known.put(name, now)); // else the next look would take it over again
        unsettled.remove(name);
    }

    private SortedMap<String, Stamp> look() throws IOException {
        SortedMap<String, Stamp> files = new TreeMap<>();
        if (known.isEmpty() && !Files.isDirectory(directory)) {
            return files; // an instance need not have one
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Target.isJson(name)) {
                    Stamp.of(entry).ifPresent(stamp -> files.put(name, stamp));
                }
                if (files.size() > MOST_FILES) {
                    throw new IOException("there are more than " + MOST_FILES + " files");
                }
            }
        }
        return files;
    }

    private void complainOnce(String trouble) {
        if (!trouble.equals(lastTrouble)) {
            LOG.error("{}", trouble);
            lastTrouble = trouble;
        }
    }

    private String shown(String name) {
        return directory.getFileName() + "/" + name;
    }
}
