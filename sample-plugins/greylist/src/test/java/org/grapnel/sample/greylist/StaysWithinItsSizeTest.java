package org.grapnel.sample.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaysWithinItsSizeTest {
    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final Settings SMALL =
            Settings.of(Fake.config(GreylistConfig.class, Map.of("max__entries", "1000")));

    @Test
    void forgets_those_that_never_came_back_first_and_of_those_the_oldest() {
        Map<Key, Entry> known = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            known.put(new Key(1, i), new Entry(NOW - 90_000, NOW - 90_000, 1));
            known.put(new Key(2, i), Entry.waiting(NOW - i));
            known.put(new Key(3, i), Entry.waiting(NOW - 1_000 - i));
        }
        Memory memory = memory(known);

        memory.tidy(SMALL);

        assertThat(memory.size()).isEqualTo(900);
        assertThat(memory.snapshot().keySet().stream().filter(k -> k.high() == 1))
                .hasSize(500);
        assertThat(memory.snapshot().keySet().stream().filter(k -> k.high() == 2))
                .hasSize(400);
    }

    @Test
    void forgets_what_is_expired_even_when_there_is_room() {
        Memory memory = memory(Map.of(
                new Key(1, 1), new Entry(0, NOW - 37 * 86_400, 3),
                new Key(1, 2), new Entry(0, NOW - 35 * 86_400, 3),
                new Key(1, 3), Entry.waiting(NOW - 25 * 3_600)));

        memory.tidy(SMALL);

        assertThat(memory.snapshot()).containsOnlyKeys(new Key(1, 2));
    }

    private static Memory memory(Map<Key, Entry> known) {
        return new Memory(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), known, (key, entry) -> {});
    }
}
