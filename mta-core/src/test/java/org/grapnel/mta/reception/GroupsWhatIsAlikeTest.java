package org.grapnel.mta.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsWhatIsAlikeTest {
    @Test
    void the_work_grows_with_the_number_whether_all_are_alike_or_none() {
        AtomicInteger compared = new AtomicInteger();
        List<Integer> numbers = IntStream.range(0, 10_000).boxed().toList();
        Collection<List<Integer>> none = Alike.groups(numbers, number -> number, (one, other) -> {
            compared.incrementAndGet();
            return one.equals(other);
        });
        Collection<List<Integer>> all = Alike.groups(numbers, number -> 1, (one, other) -> {
            compared.incrementAndGet();
            return true;
        });

        assertThat(none).hasSize(10_000);
        assertThat(all).containsExactly(numbers);
        assertThat(compared.get()).isLessThan(20_000);
    }

    @Test
    void equal_likeness_alone_does_not_make_a_group() {
        assertThat(Alike.groups(List.of("a", "b", "a"), text -> 1, String::equals))
                .containsExactly(List.of("a", "a"), List.of("b"));
    }
}
