package org.grapnel.mta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.grapnel.hook.queue.EcMessageSetNextAttempt;
import org.grapnel.hook.queue.GetMsgExpirationParams;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.process.Rig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetriesAndGivesUpTest {
    private Rig rig;
    private MailMessage message;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> {});
        message = rig.queued("a@a.test", "x@b.test");
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private Optional<Instant> next(RandomGenerator random, int attempts, Instant now) {
        return new Retry(rig::settings, random).next(rig.dispatcher.live(), message, attempts, now);
    }

    /** A source of one number only. */
    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("not asked");
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    @Test
    void the_interval_doubles_up_to_the_longest() throws Exception {
        rig.set("retry_interval", "10m").set("max_retry_interval", "1h");
        int[] minutes = {10, 20, 40, 60, 60};
        for (int i = 0; i < minutes.length; i++) {
            assertThat(next(always(0.5), i + 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(minutes[i])));
        }
        assertThat(next(always(0.5), Integer.MAX_VALUE, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofHours(1)));
    }

    @Test
    void by_default_twenty_minutes_double_up_to_twelve_hours() {
        int[] minutes = {20, 40, 80, 160, 320, 640, 720, 720};
        for (int i = 0; i < minutes.length; i++) {
            assertThat(next(always(0.5), i + 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(minutes[i])));
        }
        assertThat(next(always(0), 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(18))); // a tenth less
    }

    @Test
    void the_most_specific_of_domain_in_binding_domain_binding_and_server_counts() throws Exception {
        rig.set("retry_interval", "50m");
        assertThat(next(always(0.5), 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(50)));
        message.readdress("b.test", "fast");
        rig.set("binding.fast.retry_interval", "40m");
        assertThat(next(always(0.5), 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(40)));
        rig.set("domain.b.test.retry_interval", "30m");
        assertThat(next(always(0.5), 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(30)));
        rig.set("binding.fast.domain.b.test.retry_interval", "10m");
        rig.set("binding.fast.domain.b.test.max_retry_interval", "15m");
        assertThat(next(always(0.5), 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(10)));
        assertThat(next(always(0.5), 2, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(15)));
    }

    @Test
    void the_jitter_is_a_tenth_and_never_exceeds_the_longest() throws Exception {
        rig.set("retry_interval", "10m").set("max_retry_interval", "1h");
        assertThat(next(always(0), 1, Rig.BEGIN)).contains(Rig.BEGIN.plus(Duration.ofMinutes(9)));
        Random random = new Random(11);
        for (int i = 0; i < 1_000; i++) {
            assertThat(next(random, 1, Rig.BEGIN).orElseThrow())
                    .isBetween(Rig.BEGIN.plus(Duration.ofMinutes(9)), Rig.BEGIN.plus(Duration.ofMinutes(11)));
            assertThat(next(random, 9, Rig.BEGIN).orElseThrow())
                    .isBetween(Rig.BEGIN.plus(Duration.ofMinutes(54)), Rig.BEGIN.plus(Duration.ofMinutes(60)));
        }
    }

    @Test
    void the_last_attempt_is_at_the_expiry_and_then_it_is_given_up() {
        Instant expiry = message.expiry();
        assertThat(expiry).isEqualTo(message.received().plus(Duration.ofDays(5)));
        assertThat(next(always(0.5), 3, expiry.minusSeconds(1))).contains(expiry);
        assertThat(next(always(0.5), 4, expiry)).isEmpty();
        assertThat(next(always(0.5), 4, expiry.plusSeconds(1))).isEmpty();
    }

    @Test
    void a_handler_sets_expiry_interval_and_number_of_retries() {
        rig.hook(GetMsgExpirationParams.POINT, (params, about) -> params.withExpiry(Duration.ofHours(1))
                .withRetryInterval(Duration.ofSeconds(30))
                .withMaximumRetries(2));
        assertThat(next(always(0.5), 1, Rig.BEGIN)).contains(Rig.BEGIN.plusSeconds(30));
        assertThat(next(always(0.5), 2, Rig.BEGIN)).contains(Rig.BEGIN.plusSeconds(60));
        assertThat(next(always(0.5), 3, Rig.BEGIN)).isEmpty();
        assertThat(next(always(0.5), 1, Rig.BEGIN.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void a_handler_sets_the_next_attempt_where_the_past_means_at_once() {
        Instant now = Rig.BEGIN.plusSeconds(9);
        rig.hook(
                EcMessageSetNextAttempt.POINT,
                (about, time) -> about.attempts() == 0 ? Optional.of(time.minusSeconds(60)) : Optional.empty());
        assertThat(next(always(0.5), 1, now)).contains(now);
    }

    @Test
    void a_handlers_time_after_the_expiry_is_cut_to_it() {
        rig.hook(EcMessageSetNextAttempt.POINT, (about, time) -> Optional.of(Instant.MAX));
        assertThat(next(always(0.5), 1, Rig.BEGIN)).contains(message.expiry());
    }
}
