package org.grapnel.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code spool-check}: verifies a spool that no process uses, with the engine's own code, outside of any container. */
final class SpoolCheck {
    private static final String CHECK = "org.grapnel.mta.spool.journal.OfflineCheck";

    private final Installation installation;
    private final PrintStream out;
    private final PrintStream err;

    SpoolCheck(Installation installation, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.out = out;
        this.err = err;
    }

    int execute(String directory) throws Refused {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // there is no log; the findings go to the console
        try (URLClassLoader engine = new URLClassLoader(
                jars("org/grapnel/mta-core", "org/slf4j/slf4j-api"), SpoolCheck.class.getClassLoader())) {
            return (int) engine.loadClass(CHECK)
                    .getMethod("run", String.class, PrintStream.class, PrintStream.class)
                    .invoke(null, Path.of(directory).toAbsolutePath().toString(), out, err);
        } catch (InvocationTargetException e) {
            throw new Refused(Refused.USAGE, directory + ": can't be checked: " + e.getCause(), e);
        } catch (IOException | ReflectiveOperationException | java.nio.file.InvalidPathException e) {
            throw new Refused(Refused.USAGE, "spool-check " + directory + ": " + e, e);
        }
    }

    private URL[] jars(String... folders) throws IOException {
        List<URL> jars = new ArrayList<>();
        for (String folder : folders) {
            Path below = installation.system().resolve(folder);
            try (Stream<Path> files = Files.walk(below)) {
                Path jar = files.filter(file -> file.toString().endsWith(".jar"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no jar in " + below));
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }
}
