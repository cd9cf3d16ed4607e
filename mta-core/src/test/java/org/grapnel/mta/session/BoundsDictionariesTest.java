package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BoundsDictionariesTest {
    private final Map<String, String> dictionary = new BoundedDictionary("connection");

    @Test
    void behaves_like_a_map() {
        Map<String, String> model = new TreeMap<>();
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            String key = "k" + random.nextInt(50);
            String value = "v".repeat(random.nextInt(30));
            switch (random.nextInt(6)) {
                case 0 -> assertThat(dictionary.remove(key)).isEqualTo(model.remove(key));
                case 1 -> assertThat(dictionary.putIfAbsent(key, value)).isEqualTo(model.putIfAbsent(key, value));
                case 2 ->
                    assertThat(dictionary.merge(key, value, String::concat).length())
                            .isEqualTo(model.merge(key, value, String::concat).length());
                default -> assertThat(dictionary.put(key, value)).isEqualTo(model.put(key, value));
            }
            if (dictionary.getOrDefault(key, "").length() > 500) {
                dictionary.remove(key);
                model.remove(key);
            }
            assertThat(dictionary.get(key)).isEqualTo(model.get(key));
        }
        assertThat(dictionary).isEqualTo(model).hasSameSizeAs(model);
    }

    @Test
    void takes_a_thousand_entries_and_no_more() {
        for (int i = 0; i < BoundedDictionary.MAX_ENTRIES; i++) {
            dictionary.put("k" + i, "v");
        }
        assertThatThrownBy(() -> dictionary.put("one more", "v"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connection")
                .hasMessageContaining("1000 entries");
        assertThat(dictionary).hasSize(BoundedDictionary.MAX_ENTRIES).doesNotContainKey("one more");
        dictionary.put("k0", "replaced");
        dictionary.remove("k1");
        dictionary.put("one more", "v");
    }

    @Test
    void counts_characters_of_keys_and_values() {
        dictionary.put("kk", "v".repeat(BoundedDictionary.MAX_CHARS - 2));
        assertThatThrownBy(() -> dictionary.put("x", "")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> dictionary.put("kk", "v".repeat(BoundedDictionary.MAX_CHARS - 1)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(dictionary.get("kk")).as("a refused value changes nothing").hasSize(BoundedDictionary.MAX_CHARS - 2);
    }

    @Test
    void what_is_removed_replaced_or_cleared_makes_room() {
        String half = "v".repeat(BoundedDictionary.MAX_CHARS / 2 - 1);
        for (int round = 0; round < 10; round++) {
            dictionary.put("a", half);
            dictionary.put("b", half);
            dictionary.put("a", "small");
            dictionary.remove("b");
            dictionary.put("c", half);
            dictionary.clear();
        }
        assertThat(dictionary).isEmpty();
    }

    @Test
    void its_views_can_not_be_used_to_get_around_the_count() {
        dictionary.put("a", "b");
        assertThatThrownBy(() -> dictionary.entrySet().iterator().next().setValue("x".repeat(1 << 20)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> dictionary.keySet().remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> dictionary.values().remove("b")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(dictionary).containsEntry("a", "b");
    }
}
