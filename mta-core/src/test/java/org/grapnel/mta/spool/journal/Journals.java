package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;

/** Journals for tests, and what tests do with them again and again. */
final class Journals {
    static final JournalOptions SMALL =
            new JournalOptions(1 << 16, 1 << 20, 0.5, 0, 0, Duration.ZERO, Duration.ofMillis(5));

    private Journals() {}

    static JournalSpool.Surroundings surroundings() {
        return new JournalSpool.Surroundings(
                Clock.systemUTC(), task -> new Thread(task, "spool-writer"), new Random(5)::nextInt);
    }

    static JournalSpool open(Path directory) throws SpoolException {
        return JournalSpool.open(directory, JournalOptions.DEFAULTS, surroundings());
    }

    static JournalSpool open(SimulatedDisk disk) throws IOException, SpoolException {
        return open(disk, SMALL);
    }

    static JournalSpool open(SimulatedDisk disk, JournalOptions options) throws IOException, SpoolException {
        return JournalSpool.open(disk, () -> {}, options, surroundings());
    }

    /** The body that belongs to an id: different for each, always the same. */
    static byte[] bodyOf(long id, int size) {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[size + Long.BYTES]);
        for (long next = id * 31 + size; bytes.position() < size; next = next * 6364136223846793005L + 1) {
            bytes.putLong(next);
        }
        return Arrays.copyOf(bytes.array(), size);
    }

    static Commit store(Spool spool, long id, int size) {
        return spool.store(Bodies.inMemory(bodyOf(id, size)), List.of(new Entry(id, meta("m" + id))));
    }

    static byte[] meta(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static byte[] read(Spool spool, long id) throws SpoolException, IOException {
        try (InputStream in = spool.body(id).open()) {
            return in.readAllBytes();
        }
    }

    /** Metadata of all messages present, by id. */
    static NavigableMap<Long, String> all(Spool spool) throws SpoolException {
        ConcurrentSkipListMap<Long, String> found = new ConcurrentSkipListMap<>();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            spool.forEach(
                    (id, size, metadata) ->
                            found.put(id, new String(metadata, java.nio.charset.StandardCharsets.UTF_8)),
                    readers);
        } finally {
            readers.shutdownNow();
        }
        return found;
    }

    /** Waits for a condition that another thread will bring about. */
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the condition did not come true within 30 s");
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
