package org.grapnel.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The unpacked distribution: read only, shared by all its instances. */
record Installation(Path home, String version) {

    static Installation ofThisProcess() throws Refused {
        String home = System.getProperty("grapnel.home");
        if (home == null || !Files.isDirectory(Path.of(home))) {
            throw new Refused(Refused.USAGE, "grapnel.home is not a directory; start Grapnel with its bin/grapnel");
        }
        return new Installation(Path.of(home).toAbsolutePath().normalize(), readVersion());
    }

    Path features() {
        return home.resolve("features");
    }

    Path system() {
        return home.resolve("system");
    }

    Path etc() {
        return home.resolve("etc");
    }

    Path script() {
        return home.resolve("bin").resolve("grapnel");
    }

    private static String readVersion() throws Refused {
        try (InputStream in = Installation.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new Refused(Refused.USAGE, "lib/launcher-*.jar is broken: it has no version.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new Refused(Refused.USAGE, "lib/launcher-*.jar is broken: " + e.getMessage(), e);
        }
    }
}
