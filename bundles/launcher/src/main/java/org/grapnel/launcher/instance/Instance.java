package org.grapnel.launcher.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.grapnel.launcher.Refused;

/** The places of an instance; {@code base} is absolute. */
public record Instance(Path base) {
    /** Directories we make, and who may look into them: queued mail and logs are nobody else's business. */
    private static final Map<String, String> DIRECTORIES =
            Map.of("etc", "rwxr-xr-x", "deploy", "rwxr-xr-x", "data", "rwx------", "log", "rwxr-x---");

    public Path etc() {
        return base.resolve("etc");
    }

    public Path data() {
        return base.resolve("data");
    }

    public Path log() {
        return base.resolve("log");
    }

    /** Bundle cache of the framework; made anew at each start. */
    public Path cache() {
        return data().resolve("cache");
    }

    /** The log file that {@code etc/logback.xml} writes. */
    public Path logFile() {
        return log().resolve("grapnel.log");
    }

    /** What a daemon prints. */
    public Path consoleLog() {
        return log().resolve("console.log");
    }

    /** One line: the path of the control socket. */
    public Path controlPath() {
        return data().resolve("control.path");
    }

    public PidFile pidFile() {
        return new PidFile(data().resolve("grapnel.pid"));
    }

    /** Makes the missing directories and copies the missing files of {@code defaults} into {@code etc/}. */
    public void prepare(Path defaults) throws Refused {
        for (Map.Entry<String, String> directory : DIRECTORIES.entrySet()) {
            make(base.resolve(directory.getKey()), directory.getValue());
        }
        if (etc().equals(defaults)) {
            return;
        }
        try (Stream<Path> files = Files.list(defaults)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path target = etc().resolve(file.getFileName());
                if (Files.notExists(target)) {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot copy the default files to " + etc() + ": " + reason(e), e);
        }
    }

    private static void make(Path directory, String permissions) throws Refused {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
                }
            }
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot make the directory " + directory + ": " + reason(e), e);
        }
        if (!Files.isWritable(directory) && !directory.endsWith("etc") && !directory.endsWith("deploy")) {
            throw new Refused(Refused.FAILED, "cannot write to " + directory + "; it belongs to another user");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replaceAll("Exception$", "") + " " + e.getMessage();
    }
}
