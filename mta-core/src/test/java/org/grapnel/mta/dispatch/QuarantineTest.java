package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.grapnel.mta.dispatch.Conduct.Limits;
import org.grapnel.mta.dispatch.Conduct.State;
import org.junit.jupiter.api.Test;

/** The arithmetic of faults, by a clock that the test turns. */
class QuarantineTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Limits LIMITS =
            new Limits(3, Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofHours(1));

    private final Conduct conduct = new Conduct();
    private long now = Long.MAX_VALUE - 100 * SECOND; // nanoTime may begin anywhere, and run over

    @Test
    void faults_within_the_window_bring_it_in() {
        assertThat(fault()).isFalse();
        now += 59 * SECOND;
        assertThat(fault()).isFalse();
        assertThat(fault()).isTrue();
        assertThat(conduct.quarantined(now)).isTrue();
        assertThat(conduct.quarantineLeft(now)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void faults_that_are_far_apart_do_not() {
        for (int i = 0; i < 10; i++) {
            assertThat(fault()).isFalse();
            now += 31 * SECOND;
        }
        assertThat(conduct.state()).isEqualTo(State.IN_FORCE);
    }

    @Test
    void it_is_tried_again_after_its_pause() {
        quarantine();
        now += 30 * SECOND - 1;
        assertThat(conduct.quarantined(now)).isTrue();
        now += 1;
        assertThat(conduct.quarantined(now)).isFalse();
        assertThat(conduct.state()).isEqualTo(State.IN_FORCE);
    }

    @Test
    void one_fault_on_trial_doubles_the_pause() {
        quarantine();
        now += 30 * SECOND;
        assertThat(conduct.quarantined(now)).isFalse();
        assertThat(fault()).isTrue();
        assertThat(conduct.quarantineLeft(now)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void pauses_double_up_to_an_hour() {
        quarantine();
        for (int i = 0; i < 100; i++) {
            now += conduct.quarantineLeft(now).toNanos();
            assertThat(conduct.quarantined(now)).isFalse();
            assertThat(fault()).isTrue();
        }
        assertThat(conduct.quarantineLeft(now)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_first_pause_of_days_is_kept() {
        Limits patient = new Limits(1, Duration.ofSeconds(60), Duration.ofDays(5), Duration.ofHours(1));
        assertThat(conduct.faulted(now, patient)).isTrue();
        assertThat(conduct.quarantineLeft(now)).isEqualTo(Duration.ofDays(5));
    }

    @Test
    void who_passed_the_trial_is_counted_as_before() {
        quarantine();
        now += 30 * SECOND;
        assertThat(conduct.quarantined(now)).isFalse();
        now += 61 * SECOND;
        assertThat(fault()).isFalse();
        assertThat(fault()).isFalse();
        assertThat(fault()).isTrue();
        assertThat(conduct.quarantineLeft(now)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void a_quarantine_of_long_ago_is_forgotten() {
        quarantine();
        now += 30 * SECOND + Duration.ofHours(2).toNanos();
        assertThat(conduct.quarantined(now)).isFalse();
        quarantine();
        assertThat(conduct.quarantineLeft(now)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void released_it_is_on_trial_from_then_on() {
        quarantine();
        conduct.release(now);
        assertThat(conduct.quarantined(now)).isFalse();
        assertThat(conduct.quarantineLeft(now)).isZero();
        now += 61 * SECOND;
        assertThat(fault()).as("after the trial").isFalse();
    }

    @Test
    void faults_in_quarantine_do_not_lengthen_it() {
        quarantine();
        assertThat(fault()).isFalse();
        assertThat(conduct.quarantineLeft(now)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void who_has_left_is_not_released() {
        conduct.leave();
        conduct.release(now);
        assertThat(conduct.quarantined(now)).isFalse();
        assertThat(fault()).isFalse();
        assertThat(conduct.state()).isEqualTo(State.GONE);
    }

    @Test
    void trust_does_not_wear_out() {
        for (int i = 0; i < Conduct.PROBATION; i++) {
            assertThat(conduct.trusted()).isFalse();
            conduct.behaved();
        }
        for (int i = 0; i < 1_000; i++) {
            conduct.behaved();
            assertThat(conduct.trusted()).isTrue();
        }
        conduct.overran();
        for (int i = 0; i < Conduct.LONG_PROBATION; i++) {
            assertThat(conduct.trusted()).isFalse();
            conduct.behaved();
        }
        assertThat(conduct.trusted()).isTrue();
    }

    private boolean fault() {
        return conduct.faulted(now, LIMITS);
    }

    private void quarantine() {
        assertThat(fault()).isFalse();
        assertThat(fault()).isFalse();
        assertThat(fault()).isTrue();
    }
}
