package org.grapnel.mta.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The machine's own name, as the system knows it. No name server is asked: a start-up must not hang on one. */
final class LocalName {
    private static final List<Path> FILES = List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));
    private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");

    private LocalName() {}

    static String find() {
        return find(FILES, System.getenv());
    }

    static String find(List<Path> files, Map<String, String> environment) {
        for (Path file : files) {
            String name = read(file);
            if (HostPort.isName(name)) {
                return name;
            }
        }
        for (String variable : VARIABLES) {
            String name = environment.getOrDefault(variable, "").strip().toLowerCase(Locale.ROOT);
            if (HostPort.isName(name)) {
                return name;
            }
        }
        return "localhost";
    }

    private static String read(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip().toLowerCase(Locale.ROOT) : "";
        } catch (IOException e) {
            return ""; // as good as absent: the next place is asked
        }
    }
}
