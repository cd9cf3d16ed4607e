package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongTableTest {
    private record Value(long key, int number) implements LongTable.Keyed {}

    @Test
    void behaves_like_a_map_through_growth_and_removal() {
        LongTable<Value> table = new LongTable<>();
        Map<Long, Value> model = new HashMap<>();
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextBoolean() ? random.nextInt(3000) : (long) random.nextInt(3000) << 40;
            if (random.nextInt(5) < 3) {
                Value value = new Value(key, i);
                table.put(value);
                model.put(key, value);
            } else {
                assertThat(table.remove(key)).isEqualTo(model.remove(key));
            }
            assertThat(table.get(key)).isEqualTo(model.get(key));
        }
        assertThat(table.size()).isEqualTo(model.size());
        assertThat(table.sortedKeys())
                .containsExactly(
                        model.keySet().stream().mapToLong(key -> key).sorted().toArray());
    }
}
