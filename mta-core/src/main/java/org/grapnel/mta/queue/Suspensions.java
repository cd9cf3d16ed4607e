package org.grapnel.mta.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator has suspended; kept in a file, because a restart must not set free what somebody stopped. Safe for use by any thread. */
public final class Suspensions {
    private static final Logger LOG = LoggerFactory.getLogger(Suspensions.class);

    private final Optional<Path> file;
    private volatile Set<Suspension> inForce;

    private Suspensions(Optional<Path> file, Set<Suspension> inForce) {
        this.file = file;
        this.inForce = inForce;
    }

    /** For as long as the process runs. */
    public static Suspensions inMemory() {
        return new Suspensions(Optional.empty(), Set.of());
    }

    /** Those of a file, which need not be there yet. */
    public static Suspensions in(Path file) throws IOException {
        Set<Suspension> found = new LinkedHashSet<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                Suspension.read(line)
                        .ifPresentOrElse(
                                found::add, () -> LOG.error("{}: '{}' is not DOMAIN BINDING; left out", file, line));
            }
        }
        found.forEach(suspension -> LOG.info("suspended as before: {}", suspension));
        return new Suspensions(Optional.of(file), Set.copyOf(found));
    }

    public List<Suspension> all() {
        return List.copyOf(inForce);
    }

    /** Whether messages for the domain through the binding must wait. */
    public boolean covers(String domain, String binding) {
        for (Suspension each : inForce) {
            if (each.covers(domain, binding)) {
                return true;
            }
        }
        return false;
    }

    /** False when it was in force already. */
    synchronized boolean add(Suspension suspension) throws IOException {
        if (inForce.contains(suspension)) {
            return false;
        }
        Set<Suspension> more = new LinkedHashSet<>(inForce);
        more.add(suspension);
        replace(more);
        return true;
    }

    /** Ends those that the given one includes; tells which. */
    synchronized List<Suspension> end(Suspension of) throws IOException {
        List<Suspension> ended = included(of);
        Set<Suspension> rest = new LinkedHashSet<>(inForce);
        ended.forEach(rest::remove);
        replace(rest);
        return ended;
    }

    /** Those that the given one includes. */
    public List<Suspension> included(Suspension of) {
        List<Suspension> found = new ArrayList<>();
        for (Suspension each : inForce) {
            if ((of.domain().isEmpty() || of.domain().equals(each.domain()))
                    && (of.binding().isEmpty() || of.binding().equals(each.binding()))) {
                found.add(each);
            }
        }
        return found;
    }

    private void replace(Set<Suspension> all) throws IOException {
        if (file.isPresent()) {
            write(file.get(), all.stream().map(Suspension::line).sorted().collect(Collectors.joining("\n")) + "\n");
        }
        inForce = Set.copyOf(all);
    }

    /** All of it or nothing, and on stable storage. */
    private static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
