package org.grapnel.sample.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefersTheFirstAttemptTest {
    private static final String BOB = "bob@example.net";
    private static final String ANN = "ann@example.com";

    private final Rcpt rcpt = new Rcpt(Map.of(
            "allow__after", "2",
            "allow__networks", new String[] {"198.51.100.0/24", "2001:db8:1::/48"},
            "allow__senders", new String[] {".example.org"}));

    @AfterEach
    void close() {
        rcpt.close();
    }

    @Test
    void with_451_4_7_1_and_says_how_long() {
        assertThat(rcpt.from("192.0.2.1", BOB, ANN))
                .isEqualTo(Verdict.defer(451, "4.7.1", "Greylisted, please try again in 5 minutes"));
        assertThat(rcpt.after(Duration.ofSeconds(230)).from("192.0.2.1", BOB, ANN))
                .isEqualTo(Verdict.defer(451, "4.7.1", "Greylisted, please try again in 70 seconds"));
    }

    @Test
    void and_accepts_the_retry_after_the_delay_and_all_later_ones() {
        rcpt.from("192.0.2.1", BOB, ANN);

        assertThat(rcpt.after(Duration.ofMinutes(5)).from("192.0.2.1", BOB, ANN))
                .isEqualTo(Verdict.CONTINUE);
        assertThat(rcpt.after(Duration.ofSeconds(1)).from("192.0.2.1", BOB, ANN))
                .isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void of_each_sender_and_recipient_and_network_apart() {
        rcpt.from("192.0.2.1", BOB, ANN);
        rcpt.after(Duration.ofMinutes(6));

        assertDeferred(rcpt.from("192.0.2.1", "", ANN));
        assertDeferred(rcpt.from("192.0.2.1", BOB, "eve@example.com"));
        assertDeferred(rcpt.from("192.0.3.1", BOB, ANN));
    }

    @Test
    void and_takes_a_retry_from_the_same_network_for_one() {
        rcpt.from("192.0.2.1", BOB, ANN);
        rcpt.from("2001:db8::1", BOB, ANN);
        rcpt.after(Duration.ofMinutes(6));

        assertThat(rcpt.from("192.0.2.200", BOB, ANN)).isEqualTo(Verdict.CONTINUE);
        assertThat(rcpt.from("2001:db8::ffff:1", BOB, ANN)).isEqualTo(Verdict.CONTINUE);
        assertDeferred(rcpt.from("2001:db8:0:1::1", BOB, ANN));
    }

    @Test
    void again_when_the_retry_comes_after_the_window() {
        rcpt.from("192.0.2.1", BOB, ANN);

        assertDeferred(rcpt.after(Duration.ofHours(24).plusSeconds(1)).from("192.0.2.1", BOB, ANN));
        assertThat(rcpt.after(Duration.ofMinutes(5)).from("192.0.2.1", BOB, ANN))
                .isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void again_when_a_known_triplet_was_not_seen_for_the_expiry_and_its_use_counts_from_the_last_time() {
        rcpt.from("192.0.2.1", BOB, ANN);
        rcpt.after(Duration.ofMinutes(6)).from("192.0.2.1", BOB, ANN);

        assertThat(rcpt.after(Duration.ofDays(35)).from("192.0.2.1", BOB, ANN)).isEqualTo(Verdict.CONTINUE);
        assertThat(rcpt.after(Duration.ofDays(35)).from("192.0.2.1", BOB, ANN)).isEqualTo(Verdict.CONTINUE);
        assertDeferred(rcpt.after(Duration.ofDays(37)).from("192.0.2.1", BOB, ANN));
    }

    @Test
    void but_not_of_a_network_that_came_back_often_enough() {
        rcpt.from("192.0.2.1", BOB, ANN);
        rcpt.from("192.0.2.1", BOB, "eve@example.com");
        rcpt.after(Duration.ofMinutes(6)).from("192.0.2.1", BOB, ANN);
        rcpt.from("192.0.2.1", BOB, ANN);
        assertDeferred(rcpt.from("192.0.2.1", "new@example.net", ANN));

        rcpt.from("192.0.2.1", BOB, "eve@example.com");

        assertThat(rcpt.from("192.0.2.9", "newer@example.net", ANN)).isEqualTo(Verdict.CONTINUE);
        assertDeferred(rcpt.from("192.0.3.9", "newer@example.net", ANN));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,bob@example.net,Postmaster@example.com",
        "192.0.2.1,bob@example.net,postmaster",
        "192.0.2.1,bob@example.net,abuse@example.com",
        "198.51.100.77,bob@example.net,ann@example.com",
        "2001:db8:1:2::3,bob@example.net,ann@example.com",
        "192.0.2.1,bob@example.org,ann@example.com",
        "192.0.2.1,bob@deep.sub.Example.ORG,ann@example.com",
    })
    void but_not_of_what_is_allowed(String client, String sender, String recipient) {
        assertThat(rcpt.from(client, sender, recipient)).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void but_not_of_an_authenticated_session() {
        assertThat(rcpt.attempt("192.0.2.1", BOB, ANN, Optional.of("bob"))).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void of_loopback_too_unless_it_is_allowed() {
        assertDeferred(rcpt.from("127.0.0.1", BOB, ANN));
    }

    @Test
    void anew_when_the_clock_was_set_back_and_not_for_as_long() {
        rcpt.from("192.0.2.1", BOB, ANN);

        assertDeferred(rcpt.after(Duration.ofDays(-10)).from("192.0.2.1", BOB, ANN));
        assertThat(rcpt.after(Duration.ofMinutes(5)).from("192.0.2.1", BOB, ANN))
                .isEqualTo(Verdict.CONTINUE);
    }

    private static void assertDeferred(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Defer.class);
    }
}
