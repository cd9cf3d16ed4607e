package org.grapnel.mta.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.grapnel.mta.process.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private final ManualTimer timer = new ManualTimer(Instant.parse("2026-03-01T12:00:00Z"));
    private final Ids ids = new Ids(timer.clock());

    @Test
    void ids_ascend_though_the_clock_stands_still_or_goes_back() {
        long first = ids.next();
        long second = ids.next();
        timer.set(timer.clock().instant().minus(Duration.ofHours(1)));
        long third = ids.next();
        timer.set(timer.clock().instant().plus(Duration.ofHours(2)));
        long fourth = ids.next();

        assertThat(second).isEqualTo(first + 1);
        assertThat(third).isEqualTo(second + 1);
        assertThat(fourth - first).isEqualTo(Duration.ofHours(1).toNanos() / 1_000);
    }

    @Test
    void ids_stay_above_what_the_spool_holds() {
        long ahead = ids.next() + 1_000_000_000L;
        ids.floor(ahead);
        ids.floor(5);
        assertThat(ids.next()).isEqualTo(ahead + 1);
    }

    @Test
    void many_threads_get_different_ids() {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 20_000).parallel().forEach(i -> seen.add(ids.next()));
        assertThat(seen).hasSize(20_000);
    }

    @Test
    void texts_read_back_and_sort_like_their_numbers() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            long a = random.nextLong() >>> 1;
            long b = random.nextLong() >>> 1;
            assertThat(Ids.parse(Ids.text(a))).isEqualTo(a);
            assertThat(Ids.parse(Ids.text(a).toLowerCase(Locale.ROOT))).isEqualTo(a);
            assertThat(Integer.signum(Ids.text(a).compareTo(Ids.text(b)))).isEqualTo(Long.compare(a, b));
        }
        assertThat(Ids.parse(Ids.text(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0000000000000 ", "000000000000U", "00000000000-1", "8000000000000", "ZZZZZZZZZZZZZ"})
    void what_is_no_id_is_refused(String text) {
        assertThatThrownBy(() -> Ids.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
