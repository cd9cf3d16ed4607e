package org.grapnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitAndFreePortTest {
    @Test
    void returns_the_first_value_found() {
        AtomicInteger calls = new AtomicInteger();
        String value = Await.value(
                Duration.ofSeconds(5),
                () -> calls.incrementAndGet() < 3 ? Optional.empty() : Optional.of("found"),
                () -> "not found");
        assertThat(value).isEqualTo("found");
        assertThat(calls).hasValue(3);
    }

    @Test
    void fails_with_the_message_and_the_last_exception_of_the_condition() {
        assertThatThrownBy(() -> Await.until(
                        Duration.ofMillis(5),
                        () -> {
                            throw new IOException("not yet there");
                        },
                        () -> "the file never came"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("after 5 ms: the file never came")
                .hasRootCauseMessage("not yet there");
    }

    @Test
    void an_interrupt_ends_the_wait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Await.until(Duration.ofMinutes(1), () -> false, () -> "x"))
                .hasMessage("interrupted while waiting: x");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_port_is_handed_out_once_and_can_be_bound() throws Exception {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            int port = FreePort.next();
            assertThat(ports.add(port)).isTrue();
            try (ServerSocket bound = new ServerSocket(port, 1, FreePort.loopback())) {
                assertThat(bound.getLocalPort()).isEqualTo(port).isLessThan(32_768);
            }
        }
    }
}
