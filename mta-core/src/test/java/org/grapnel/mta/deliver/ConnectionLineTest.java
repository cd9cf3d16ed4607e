package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
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

    private final ConnectionLine line = new ConnectionLine();
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
}
