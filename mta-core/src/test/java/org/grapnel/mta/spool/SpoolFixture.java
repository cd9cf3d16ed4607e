package org.grapnel.mta.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A spool on a directory, and what its tests do again and again. */
public abstract class SpoolFixture {
    @TempDir
    protected Path directory;

    Spool spool;

    /** A spool on {@link #directory}, with what is there. */
    protected abstract Spool open() throws Exception;

    @BeforeEach
    void openSpool() throws Exception {
        spool = open();
    }

    @AfterEach
    void closeSpool() {
        spool.close();
    }

    void reopen() throws Exception {
        spool.close();
        spool = open();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Entry entry(long id, String metadata) {
        return new Entry(id, bytes(metadata));
    }

    Commit store(long id, String body, String metadata) {
        return spool.store(Bodies.inMemory(bytes(body)), List.of(entry(id, metadata)));
    }

    String body(long id) throws Exception {
        try (InputStream in = spool.body(id).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Optional<String> metadata(long id) throws SpoolException {
        return spool.metadata(id).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    List<String> all() throws SpoolException {
        ConcurrentSkipListMap<Long, String> seen = new ConcurrentSkipListMap<>();
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try {
            spool.forEach(
                    (id, size, metadata) -> assertThat(
                                    seen.put(id, id + " " + size + " " + new String(metadata, StandardCharsets.UTF_8)))
                            .isNull(),
                    readers);
        } finally {
            readers.shutdownNow();
        }
        return List.copyOf(seen.values());
    }

    static void refused(Commit commit, SpoolException.Kind kind) {
        assertThatThrownBy(commit::await).isInstanceOfSatisfying(SpoolException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
