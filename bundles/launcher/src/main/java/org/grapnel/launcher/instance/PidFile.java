package org.grapnel.launcher.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.grapnel.launcher.Refused;

/** {@code data/grapnel.pid}: process id and start instant of a ready instance, a line each. */
public record PidFile(Path path) {
    /** The kernel counts starts from boot; the boot instant itself moves a little when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Says that this process is the instance. */
    public void write(ProcessHandle process) throws Refused {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.writeString(fresh, process.pid() + "\n" + started + "\n");
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot start: cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    public void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /** The process of the file if it is alive and the one that wrote it. */
    public Optional<ProcessHandle> running() throws Refused {
        try {
            if (Files.notExists(path) || Files.size(path) > 200) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(path);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            Instant started = Instant.parse(lines.get(1));
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(PidFile::alive)
                    .filter(p -> started.equals(Instant.EPOCH) || startedAt(p, started));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty(); // not written by us
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot read " + path + "; are you the user that Grapnel runs as?", e);
        }
    }

    /**
     * Whether the process still runs. One that ended but whose parent has not asked yet (usual in containers without an init
     * process) still has an entry in the process table, and the JDK calls that alive.
     */
    public static boolean alive(ProcessHandle process) {
        return process.isAlive() && !isZombie(Path.of("/proc", Long.toString(process.pid()), "stat"));
    }

    private static boolean isZombie(Path stat) {
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // proc(5): pid (name) state …, and a name may hold a parenthesis
            return text.startsWith(") Z", text.lastIndexOf(')'));
        } catch (IOException e) {
            return false; // no Linux, or ended just now, which the next look will see
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant started) {
        return process.info()
                .startInstant()
                .map(i -> Duration.between(i, started).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }
}
