package org.grapnel.mta.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every spool promises. */
public abstract class SpoolContractTest extends StoresAsOne {
    @Test
    void gives_back_what_was_stored_before_and_after_reopening() throws Exception {
        store(7, "hello", "meta").await();
        for (int round = 0; round < 2; round++) {
            assertThat(body(7)).isEqualTo("hello");
            assertThat(spool.body(7).size()).isEqualTo(5);
            assertThat(metadata(7)).contains("meta");
            reopen();
        }
    }

    @Test
    void keeps_a_shared_body_until_its_last_message_is_removed() throws Exception {
        spool.store(Bodies.inMemory(bytes("shared")), List.of(entry(1, "a"), entry(2, "b"), entry(3, "c")))
                .await();
        spool.remove(1).await();
        spool.remove(3).await();
        assertThat(body(2)).isEqualTo("shared");
        reopen();
        assertThat(all()).containsExactly("2 6 b");
        Body body = spool.body(2);
        spool.remove(2).await();
        assertThatThrownBy(body::open).isInstanceOf(IOException.class);
        assertThat(metadata(2)).isEmpty();
        reopen();
        assertThat(all()).isEmpty();
    }

    @Test
    void replaces_metadata_and_leaves_the_body() throws Exception {
        store(1, "body", "first").await();
        spool.update(1, bytes("second")).await();
        assertThat(metadata(1)).contains("second");
        reopen();
        assertThat(metadata(1)).contains("second");
        assertThat(body(1)).isEqualTo("body");
    }

    @Test
    void keeps_the_order_of_changes_that_nobody_waited_for() throws Exception {
        store(1, "one", "a");
        spool.update(1, bytes("b"));
        spool.remove(1);
        store(1, "again", "c");
        spool.update(1, bytes("d")).await();
        assertThat(metadata(1)).contains("d");
        assertThat(body(1)).isEqualTo("again");
        reopen();
        assertThat(all()).containsExactly("1 5 d");
    }

    @Test
    void lists_messages_in_id_order() throws Exception {
        for (long id : new long[] {5, 3, 900, 1, Long.MAX_VALUE}) {
            store(id, "x", "m" + id).await();
        }
        assertThat(all())
                .containsExactly("1 1 m1", "3 1 m3", "5 1 m5", "900 1 m900", Long.MAX_VALUE + " 1 m" + Long.MAX_VALUE);
    }

    @Test
    void refuses_changes_of_messages_that_are_not_there() throws Exception {
        refused(spool.update(4, bytes("x")), SpoolException.Kind.NO_SUCH_MESSAGE);
        refused(spool.remove(4), SpoolException.Kind.NO_SUCH_MESSAGE);
        assertThatThrownBy(() -> spool.body(4)).isInstanceOf(SpoolException.class);
        assertThat(metadata(4)).isEmpty();
    }

    @Test
    void refuses_a_second_message_of_the_same_id_as_a_whole() throws Exception {
        store(1, "first", "a").await();
        refused(
                spool.store(Bodies.inMemory(bytes("second")), List.of(entry(2, "b"), entry(1, "c"))),
                SpoolException.Kind.DUPLICATE_MESSAGE);
        refused(
                spool.store(Bodies.inMemory(bytes("third")), List.of(entry(8, "b"), entry(8, "c"))),
                SpoolException.Kind.DUPLICATE_MESSAGE);
        assertThat(all()).containsExactly("1 5 a");
    }

    @Test
    void what_was_pulled_reads_the_same_and_is_gone_with_its_message() throws Exception {
        store(1, "body", "m").await();
        reopen();
        spool.pull(1);
        assertThat(spool.inCore(1)).isTrue();
        assertThat(body(1)).isEqualTo("body");
        Body body = spool.body(1);
        spool.remove(1).await();
        assertThat(spool.inCore(1)).isFalse();
        assertThatThrownBy(body::open).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> spool.pull(1)).isInstanceOf(SpoolException.class);
    }

    @Test
    void checks_and_compacts_beside_other_work() throws Exception {
        for (long id = 1; id <= 20; id++) {
            store(id, "body " + id, "m").await();
        }
        for (long id = 1; id <= 20; id += 2) {
            spool.remove(id).await();
        }
        spool.compact().await();
        CheckReport report = spool.check();
        assertThat(report.damages()).isEmpty();
        assertThat(report.records()).isGreaterThanOrEqualTo(10);
        assertThat(body(2)).isEqualTo("body 2");
        reopen();
        assertThat(all()).hasSize(10);
    }

    @Test
    void bounds_metadata() throws Exception {
        byte[] largest = new byte[Spool.MAX_METADATA];
        Arrays.fill(largest, (byte) 'm');
        spool.store(Bodies.inMemory(bytes("b")), List.of(new Entry(1, largest))).await();
        assertThat(spool.metadata(1)).contains(largest);
        byte[] tooLarge = new byte[Spool.MAX_METADATA + 1];
        refused(
                spool.store(Bodies.inMemory(bytes("b")), List.of(new Entry(2, tooLarge))),
                SpoolException.Kind.TOO_LARGE);
        refused(spool.update(1, tooLarge), SpoolException.Kind.TOO_LARGE);
    }

    @Test
    void takes_empty_bodies_and_empty_metadata() throws Exception {
        store(1, "", "").await();
        reopen();
        assertThat(body(1)).isEmpty();
        assertThat(metadata(1)).contains("");
    }

    @Test
    void joins_a_body_given_in_chunks() throws Exception {
        List<byte[]> chunks = List.of(bytes("ab"), bytes(""), bytes("cde"), bytes("f"));
        MemoryBody given = Bodies.inMemory(chunks);
        assertThat(given.open().readAllBytes()).isEqualTo(bytes("abcdef"));
        spool.store(given, List.of(entry(1, "m"))).await();
        assertThat(body(1)).isEqualTo("abcdef");
    }

    @Test
    void streams_a_large_body_from_a_file_in_bounded_pieces() throws Exception {
        Path file = directory.resolveSibling(directory.getFileName() + ".spill");
        byte[] megabyte = new byte[1 << 20];
        Random random = new Random(1);
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 30; i++) {
                random.nextBytes(megabyte);
                out.write(megabyte);
            }
            out.write(bytes("tail"));
        }
        BoundedReads body = new BoundedReads(Bodies.inFile(file));
        spool.store(body, List.of(entry(1, "m"))).await();
        assertThat(body.largest).isLessThanOrEqualTo(1 << 20);
        reopen();
        try (InputStream stored = spool.body(1).open();
                InputStream original = Files.newInputStream(file)) {
            byte[] piece = new byte[100_000];
            int n;
            while ((n = stored.readNBytes(piece, 0, piece.length)) > 0) {
                assertThat(Arrays.equals(Arrays.copyOf(piece, n), original.readNBytes(n)))
                        .isTrue();
            }
            assertThat(original.read()).isEqualTo(-1);
        } finally {
            Files.delete(file);
        }
    }

    /** Sees how much of a body is asked for at once. */
    private static final class BoundedReads implements Body {
        private final Body body;
        private int largest;

        BoundedReads(Body body) {
            this.body = body;
        }

        @Override
        public long size() {
            return body.size();
        }

        @Override
        public InputStream open() throws IOException {
            return new java.io.FilterInputStream(body.open()) {
                @Override
                public int read(byte[] target, int start, int length) throws IOException {
                    largest = Math.max(largest, length);
                    return super.read(target, start, length);
                }
            };
        }
    }

    @Test
    void refuses_a_body_that_is_not_of_the_size_it_says() throws Exception {
        for (long difference : new long[] {-1, 1}) {
            byte[] content = new byte[3 << 20];
            Body lying = new Body() {
                @Override
                public long size() {
                    return content.length + difference;
                }

                @Override
                public InputStream open() {
                    return new java.io.ByteArrayInputStream(content);
                }
            };
            refused(spool.store(lying, List.of(entry(1, "m"))), SpoolException.Kind.UNREADABLE_BODY);
        }
        assertThat(all()).isEmpty();
        store(1, "fine", "m").await();
        reopen();
        assertThat(all()).containsExactly("1 4 m");
    }

    @Test
    void an_open_stream_outlives_its_message() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(2).nextBytes(large);
        spool.store(Bodies.inMemory(large), List.of(entry(1, "m"))).await();
        try (InputStream in = spool.body(1).open()) {
            byte[] start = in.readNBytes(10);
            spool.remove(1).await();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(start);
            in.transferTo(all);
            assertThat(Arrays.equals(all.toByteArray(), large)).isTrue();
        }
    }

    @Test
    void an_interrupted_reader_harms_nobody() throws Exception {
        store(1, "one", "a").await();
        Thread.currentThread().interrupt();
        try {
            assertThat(metadata(1)).contains("a");
            assertThat(body(1)).isEqualTo("one");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        store(2, "two", "b").await();
        assertThat(body(1)).isEqualTo("one");
        assertThat(body(2)).isEqualTo("two");
    }

    @Test
    void tells_when_a_change_is_done() throws Exception {
        AtomicReference<Optional<SpoolException>> outcome = new AtomicReference<>();
        CountDownLatch told = new CountDownLatch(1);
        Commit commit = store(1, "b", "m");
        commit.whenDone(failure -> {
            outcome.set(failure);
            told.countDown();
        });
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(outcome.get()).isEmpty();
        assertThat(commit.isDone()).isTrue();
        AtomicReference<Optional<SpoolException>> late = new AtomicReference<>();
        commit.whenDone(late::set);
        assertThat(late.get()).isEmpty();
    }

    @Test
    void an_action_that_throws_stops_nothing() throws Exception {
        store(1, "b", "m").whenDone(failure -> {
            throw new IllegalStateException("thrown by the test");
        });
        store(2, "b", "m").await();
        assertThat(all()).hasSize(2);
    }

    @Test
    void many_threads_store_read_and_remove_at_once() throws Exception {
        int threads = 16;
        int each = 60;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                long base = t * 1000L + 1;
                running.add(pool.submit(() -> {
                    for (long id = base; id < base + each; id++) {
                        store(id, "body " + id, "meta").await();
                        assertThat(body(id)).isEqualTo("body " + id);
                        spool.update(id, bytes("meta " + id)).await();
                        if (id % 3 == 0) {
                            spool.remove(id).await();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        SpoolStatus status = spool.status();
        assertThat(status.commits()).isEqualTo(960 * 2 + 320);
        assertThat(status.batches()).isLessThanOrEqualTo(status.commits());
        assertThat(all()).hasSize(640).contains("1 6 meta 1", "15002 10 meta 15002");
        reopen();
        assertThat(all()).hasSize(640);
    }

    @Test
    void after_close_everything_is_refused() throws Exception {
        Commit before = store(1, "b", "m");
        spool.close();
        before.await();
        refused(store(2, "b", "m"), SpoolException.Kind.CLOSED);
        refused(spool.remove(1), SpoolException.Kind.CLOSED);
        assertThatThrownBy(() -> spool.metadata(1)).isInstanceOf(SpoolException.class);
    }
}
