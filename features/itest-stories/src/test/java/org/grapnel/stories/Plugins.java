package org.grapnel.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;

/** The sample plugins of the distribution. */
final class Plugins {
    private Plugins() {}

    static Path headerStamp() throws IOException {
        return sample("header-stamp");
    }

    static Path sample(String name) throws IOException {
        Path folder = Path.of(System.getProperty(Instance.DISTRIBUTION)).resolve("plugins");
        try (Stream<Path> plugins = Files.list(folder)) {
            return plugins.filter(p -> p.getFileName().toString().startsWith(name + "-"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError(folder + " has no " + name + "-*.jar"));
        }
    }

    /** Waits until the file's live version is this one. */
    static void awaitLive(Instance grapnel, String file, String version) {
        Await.until(
                Post.LIMIT,
                () -> StreamSupport.stream(grapnel.ask("deploy:list").spliterator(), false)
                        .anyMatch(row -> row.path("file").asText().equals(file)
                                && row.path("version").asText().equals(version)),
                () -> file + " " + version + " is not live: " + grapnel.ask("deploy:list"));
    }
}
