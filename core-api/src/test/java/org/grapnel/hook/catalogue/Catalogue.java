package org.grapnel.hook.catalogue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;

/** The catalogue as {@code hooks.tsv} has it, and the interfaces as the source tree has them. */
public final class Catalogue {
    /** The rooms in the order of a message's life. */
    public static final List<String> ROOMS = List.of(
            "process",
            "config",
            "control",
            "session",
            "reception",
            "spool",
            "queue",
            "dns",
            "connect",
            "deliver",
            "bounce",
            "log",
            "cache");

    public static final Path SOURCES = Path.of(System.getProperty("basedir", "."), "src", "main", "java");

    private Catalogue() {}

    /** One line of the catalogue. */
    public record Row(String name, String room, HookKind kind) {
        /** Split at underscores, first letters in upper case, the rest as it is. */
        String interfaceName() {
            return Arrays.stream(name.split("_", -1))
                    .filter(part -> !part.isEmpty())
                    .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                    .collect(Collectors.joining());
        }

        String methodName() {
            String type = interfaceName();
            return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One interface that bears the annotation. */
    public record Declared(Class<?> type, Path source) {
        public Hook hook() {
            return type.getAnnotation(Hook.class);
        }

        public String room() {
            String name = type.getPackageName();
            return name.substring(name.lastIndexOf('.') + 1);
        }

        @Override
        public String toString() {
            return hook().name();
        }
    }

    public static List<Row> rows() {
        try (var in = Catalogue.class.getResourceAsStream("/hooks.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(cells -> new Row(cells[0], cells[1], HookKind.valueOf(cells[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every hook interface of the API, in the order of the catalogue; those that it does not know come last. */
    public static List<Declared> declared() {
        List<String> order = rows().stream().map(Row::name).toList();
        return sources()
                .filter(source -> !source.endsWith("package-info.java"))
                .map(source -> new Declared(load(source), source))
                .filter(declared -> declared.type().isAnnotationPresent(Hook.class))
                .sorted(Comparator.comparingInt(declared -> {
                    int at = order.indexOf(declared.hook().name());
                    return at < 0 ? order.size() : at;
                }))
                .toList();
    }

    /** Every source file of the API. */
    public static Stream<Path> sources() {
        try (Stream<Path> walk = Files.walk(SOURCES)) {
            return walk.filter(path -> path.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(Path source) {
        String path = SOURCES.relativize(source).toString();
        String name = path.substring(0, path.length() - ".java".length()).replace(File.separatorChar, '.');
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(source + ": no class of its name", e);
        }
    }
}
