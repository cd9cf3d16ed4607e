package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.mta.spool.SpoolStatus;

/** Stores a second from 1, 20 and 100 threads that each wait for their commit; run by hand: {@code SpoolBenchmark DIRECTORY SECONDS}. */
final class SpoolBenchmark {
    private static final int BODY = 10_240;

    private SpoolBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(args[0]), "bench");
        try {
            for (int threads : new int[] {20, 1, 20, 100}) {
                run(directory, threads, Integer.parseInt(args[1]), false);
                run(directory, threads, Integer.parseInt(args[1]), true);
            }
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static void run(Path directory, int threads, int seconds, boolean removing) throws Exception {
        AtomicLong ids = new AtomicLong(System.nanoTime());
        AtomicLong stored = new AtomicLong();
        byte[] body = Journals.bodyOf(1, BODY);
        long opening = System.nanoTime();
        try (JournalSpool spool = Journals.open(directory)) {
            SpoolStatus found = spool.status();
            System.out.printf(
                    "opened %d segments with %d messages, %d MB in %d ms%n",
                    found.segments(),
                    found.messages(),
                    (found.liveBytes() + found.deadBytes()) >> 20,
                    (System.nanoTime() - opening) / 1_000_000);
            List<Thread> running = new ArrayList<>();
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            for (int t = 0; t < threads; t++) {
                Thread thread = new Thread(() -> work(spool, ids, stored, body, end, removing));
                thread.start();
                running.add(thread);
            }
            for (Thread thread : running) {
                thread.join();
            }
            SpoolStatus status = spool.status();
            System.out.printf(
                    "%3d threads %-14s %7d stores/s %7d forces/s  mean batch %5.1f  largest %d  longest force %d ms  segments %d%n",
                    threads,
                    removing ? "store+remove" : "store",
                    stored.get() / seconds,
                    status.batches() / seconds,
                    (double) status.commits() / status.batches(),
                    status.largestBatch(),
                    status.longestForce().toMillis(),
                    status.segments());
        }
    }

    private static void work(
            JournalSpool spool, AtomicLong ids, AtomicLong stored, byte[] body, long end, boolean removing) {
        try {
            while (System.nanoTime() < end) {
                long id = ids.incrementAndGet();
                spool.store(
                                org.grapnel.mta.spool.Bodies.inMemory(body),
                                List.of(new org.grapnel.mta.spool.Entry(id, new byte[300])))
                        .await();
                stored.incrementAndGet();
                if (removing) {
                    spool.remove(id);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
