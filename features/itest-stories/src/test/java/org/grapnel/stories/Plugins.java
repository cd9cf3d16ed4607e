package org.grapnel.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.grapnel.testkit.Instance;

/** The sample plugins of the distribution. */
final class Plugins {
    private Plugins() {}

    static Path headerStamp() throws IOException {
        Path folder = Path.of(System.getProperty(Instance.DISTRIBUTION)).resolve("plugins");
        try (Stream<Path> plugins = Files.list(folder)) {
            return plugins.filter(p -> p.getFileName().toString().startsWith("header-stamp-"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError(folder + " has no header-stamp-*.jar"));
        }
    }
}
