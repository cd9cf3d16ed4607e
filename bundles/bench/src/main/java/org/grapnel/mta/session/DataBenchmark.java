package org.grapnel.mta.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.grapnel.mta.config.LineEnds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The bytes behind DATA: the end found, dots taken away, line ends checked. The score is bytes per microsecond, so MB/s. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class DataBenchmark {
    private static final int SIZE = 1 << 20;
    private static final int BLOCK = 16 * 1024; // as the wire reads them

    /** Bytes of a line, its end included. */
    @Param({"78", "998"})
    public int line;

    private byte[] data = {};
    private long taken;

    /** Lines up to the size, and the end of data. */
    @Setup
    public void write() {
        StringBuilder text = new StringBuilder(SIZE + 5);
        while (text.length() + line <= SIZE) {
            text.append("x".repeat(line - 2)).append("\r\n");
        }
        text.append("x".repeat(SIZE - text.length())).append("\r\n.\r\n");
        data = text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public long take() throws IOException {
        ContentFilter filter = new ContentFilter(
                (bytes, from, length) -> taken += length,
                new ContentFilter.Rules(LineEnds.REFUSE, false, 2L * SIZE, 1_000));
        DataReader reader = new DataReader(filter);
        for (int at = 0; at < data.length && !reader.ended(); at += BLOCK) {
            int unused = reader.take(data, at, Math.min(at + BLOCK, data.length));
        }
        if (!reader.ended() || filter.refusal().isPresent()) {
            throw new IllegalStateException("the mail was not taken: " + filter.refusal());
        }
        return taken;
    }
}
