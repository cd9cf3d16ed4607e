package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolStatus;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Mails stored and removed again on stable storage, each store awaited as a session does. {@code -Dgrapnel.bench.directory=DIR} chooses the
 * disk (else that of temporary files). Tells the mean batch at the end.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class SpoolBenchmark {
    private static final byte[] MAIL = "A line of a mail of ten kilobytes, for example this.\r\n"
            .repeat(190)
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] METADATA = "x".repeat(300).getBytes(StandardCharsets.US_ASCII);

    /** Opened for one trial. */
    private record Opened(Path directory, JournalSpool spool) {}

    private final AtomicLong ids = new AtomicLong();
    private @Nullable Opened opened;

    @Setup(Level.Trial)
    public void open() throws IOException, SpoolException {
        Path disk = Path.of(System.getProperty("grapnel.bench.directory", System.getProperty("java.io.tmpdir")));
        Path directory = Files.createTempDirectory(disk, "spool-bench-");
        JournalSpool spool = JournalSpool.open(
                directory,
                JournalOptions.DEFAULTS,
                new JournalSpool.Surroundings(
                        Clock.systemUTC(), Thread::new, new java.security.SecureRandom()::nextInt));
        opened = new Opened(directory, spool);
    }

    @Benchmark
    @Threads(1)
    public long one_writer() throws SpoolException, InterruptedException {
        return storeAndRemove();
    }

    @Benchmark
    @Threads(20)
    public long twenty_writers() throws SpoolException, InterruptedException {
        return storeAndRemove();
    }

    private long storeAndRemove() throws SpoolException, InterruptedException {
        long id = ids.incrementAndGet();
        JournalSpool spool = Objects.requireNonNull(opened).spool();
        spool.store(Bodies.inMemory(MAIL), List.of(new Entry(id, METADATA))).await();
        spool.remove(id); // the next store's force, or one of another's, takes it along
        return id;
    }

    /** Closes and deletes; what was left over would slow down the next one. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        Opened done = Objects.requireNonNull(opened);
        SpoolStatus status = done.spool().status();
        System.out.printf("%nchanges per force: %.1f%n", (double) status.commits() / Math.max(1, status.batches()));
        done.spool().close();
        try (Stream<Path> files = Files.walk(done.directory())) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
