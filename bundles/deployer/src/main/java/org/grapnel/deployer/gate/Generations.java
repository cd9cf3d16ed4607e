package org.grapnel.deployer.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copies of deployed files on disk: {@code ROOT/FILE/NUMBER/…}. Used by one thread at a time. */
public final class Generations {
    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    private final Path root;
    private int last;

    /** Goes on behind the highest number that is there. */
    public Generations(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        for (Path file : list(root)) {
            for (Path generation : list(file)) {
                last = Math.max(last, number(generation));
            }
        }
    }

    int next() {
        return ++last;
    }

    Path directory(String file, int generation) {
        return root.resolve(file).resolve(Integer.toString(generation));
    }

    public boolean exists(String file, int generation) {
        return Files.isRegularFile(directory(file, generation).resolve(file));
    }

    /** The copied file itself. */
    public Path copy(String file, int generation) {
        return directory(file, generation).resolve(file);
    }

    /** Deletes all copies but those that are named, by file. */
    public void retain(Map<String, Set<Integer>> kept) {
        try {
            for (Path file : list(root)) {
                String name = file.getFileName().toString();
                for (Path generation : list(file)) {
                    if (!kept.getOrDefault(name, Set.of()).contains(number(generation))) {
                        delete(generation);
                    }
                }
                if (list(file).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{}: old copies can't be deleted: {}; see that they can be", root, e.toString());
        }
    }

    void delete(String file, int generation) {
        try {
            delete(directory(file, generation));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{}: a copy can't be deleted: {}; see that it can be", root, e.toString());
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    private static int number(Path generation) {
        String name = generation.getFileName().toString();
        return name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : 0;
    }
}
