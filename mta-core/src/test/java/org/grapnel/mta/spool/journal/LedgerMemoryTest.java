package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerMemoryTest {
    private static final int MESSAGES = 1_000_000;

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Test
    void a_million_messages_take_less_than_200_bytes_of_heap_each() throws Exception {
        Ledger ledger = new Ledger(0.5, new BodyCache(0));
        Segment segment = new Segment(1, 1, new SimulatedDisk().create("x"), List.of());
        ledger.addSegment(segment);
        long before = used();
        for (long id = 1; id <= MESSAGES; id++) {
            StoredBody body = new StoredBody(id);
            ledger.placeChunk(body, 0, new Chunk(segment, 100, 10_000), true);
            ledger.addMessage(new StoredMessage(id, body, segment, 20_000, 300, id));
        }
        long each = (used() - before) / MESSAGES;
        assertThat(ledger.totals().messages()).isEqualTo(MESSAGES);
        assertThat(each).as("bytes of heap for each message").isBetween(50L, 200L);
    }
}
