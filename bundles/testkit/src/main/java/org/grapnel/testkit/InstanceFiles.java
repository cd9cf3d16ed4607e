package org.grapnel.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of one instance: its base directory, its output of each run, and a place to stage plugins in. */
final class InstanceFiles {
    private final Path root;
    private final Path base;
    private int run;

    private InstanceFiles(Path root) throws IOException {
        this.root = root;
        base = Files.createDirectory(root.resolve("base dir"));
    }

    static InstanceFiles fresh() throws IOException {
        return new InstanceFiles(Files.createTempDirectory("grapnel test "));
    }

    Path base() {
        return base;
    }

    void nextRun() {
        run++;
    }

    Path out() {
        return root.resolve("stdout." + run);
    }

    Path err() {
        return root.resolve("stderr." + run);
    }

    /** On the same file system as the base, so that a move from here is atomic. */
    Path stage(String name) throws IOException {
        return Files.createDirectories(root.resolve("stage")).resolve(name);
    }

    void write(String path, String text) throws IOException {
        Files.writeString(place(path), text);
    }

    void copy(Path from, String path) throws IOException {
        Files.copy(from, place(path));
    }

    private Path place(String path) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }

    void delete() throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(root)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) Files.deleteIfExists(each);
    }
}
