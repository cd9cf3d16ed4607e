package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.DomainQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLineTest {
    private static final int LIMIT = 10;
    private static final boolean UNTRIED = true;
    private static final boolean RETRIES = false;

    private final ConnectionLine line = new ConnectionLine(LIMIT);
    private final Map<String, DomainQueue> domains = new HashMap<>();
    private Rig rig;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> {});
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private DomainQueue domain(String name) {
        return domains.computeIfAbsent(name, made -> (DomainQueue) rig.queue.destination(made));
    }

    private boolean join(String name, boolean untried) {
        return line.join(domain(name), ConfiguredBinding.of(rig.settings(), "default"), untried);
    }

    private Optional<String> next() {
        return line.next(LIMIT).map(waiting -> waiting.domain().name());
    }

    private void fillWithRetries() {
        for (int i = 0; i < LIMIT - 1; i++) {
            assertThat(line.mayOpen(domain("r" + i), LIMIT, RETRIES)).isTrue();
        }
        assertThat(line.free(LIMIT)).isZero();
        assertThat(line.mayOpen(domain("r9"), LIMIT, RETRIES)).isFalse();
    }

    @Test
    void a_tenth_of_the_places_is_for_mail_that_was_never_tried() {
        fillWithRetries();
        assertThat(line.mayOpen(domain("new"), LIMIT, UNTRIED)).isTrue();
        assertThat(line.mayOpen(domain("newer"), LIMIT, UNTRIED)).isFalse();
    }

    @Test
    void those_with_new_mail_come_first_in_line_and_the_others_in_their_order() {
        fillWithRetries();
        line.mayOpen(domain("new"), LIMIT, UNTRIED);
        assertThat(join("a", RETRIES)).isTrue();
        assertThat(join("b", RETRIES)).isTrue();
        assertThat(join("c", UNTRIED)).isTrue();
        assertThat(next()).isEmpty();
        line.left(domain("r0"));
        assertThat(next()).contains("c");
        assertThat(next()).isEmpty();
        line.left(domain("r1"));
        line.left(domain("r2"));
        assertThat(next()).contains("a");
        assertThat(next()).isEmpty();
    }

    @Test
    void who_waits_for_a_retry_moves_up_when_new_mail_comes_and_stands_in_line_once() {
        fillWithRetries();
        line.mayOpen(domain("new"), LIMIT, UNTRIED);
        join("a", RETRIES);
        join("b", RETRIES);
        assertThat(join("b", UNTRIED)).isFalse();
        assertThat(join("b", RETRIES)).isFalse();
        line.left(domain("r0"));
        assertThat(next()).contains("b");
        line.left(domain("r1"));
        line.left(domain("r2"));
        assertThat(next()).contains("a");
        assertThat(line.othersWait(domain("new"))).isFalse();
    }

    @Test
    void retries_begin_in_steps_and_new_mail_at_once() {
        ConnectionLine slow = new ConnectionLine(2);
        ConfiguredBinding binding = ConfiguredBinding.of(rig.settings(), "default");
        assertThat(slow.mayOpen(domain("a"), 100, RETRIES)).isTrue();
        assertThat(slow.mayOpen(domain("b"), 100, RETRIES)).isTrue();
        for (String name : List.of("c", "d", "e")) {
            assertThat(slow.mayOpen(domain(name), 100, RETRIES)).isFalse();
            slow.join(domain(name), binding, RETRIES);
        }
        assertThat(slow.next(100)).isEmpty();
        assertThat(slow.mayOpen(domain("new"), 100, UNTRIED)).isTrue();
        assertThat(slow.next(100)).isEmpty();
        assertThat(slow.rise()).isTrue();
        assertThat(names(slow)).containsExactly("c", "d");
        slow.left(domain("c"));
        assertThat(names(slow))
                .as("a place that has become free is taken at once")
                .containsExactly("e");
        assertThat(slow.rise()).as("none waits").isFalse();
    }

    @Test
    void many_that_have_ended_do_not_begin_again_at_the_same_moment() {
        ConnectionLine slow = new ConnectionLine(2);
        for (int i = 0; i < 10; i++) {
            assertThat(slow.mayOpen(domain("d" + i), 100, RETRIES)).isTrue();
            slow.rise();
        }
        for (int i = 0; i < 10; i++) {
            slow.left(domain("d" + i));
        }
        assertThat(slow.mayOpen(domain("a"), 100, RETRIES)).isTrue();
        assertThat(slow.mayOpen(domain("b"), 100, RETRIES)).isTrue();
        assertThat(slow.mayOpen(domain("c"), 100, RETRIES)).isFalse();
    }

    @Test
    void the_more_there_are_the_larger_is_the_step() {
        ConnectionLine slow = new ConnectionLine(2);
        int steps = 0;
        for (int open = 0; open < 900; steps++) {
            slow.rise();
            while (slow.mayOpen(domain("d" + open), 1_000, RETRIES) && open < 900) {
                open++;
            }
        }
        assertThat(steps).isBetween(30, 60);
    }

    private static List<String> names(ConnectionLine line) {
        List<String> names = new ArrayList<>();
        for (Optional<ConnectionLine.Waiting> next = line.next(100); next.isPresent(); next = line.next(100)) {
            names.add(next.get().domain().name());
        }
        return names;
    }
}
