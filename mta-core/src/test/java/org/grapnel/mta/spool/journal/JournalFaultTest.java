package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;
import org.grapnel.mta.spool.SpoolStatus.State;
import org.junit.jupiter.api.Test;

class JournalFaultTest {
    private final SimulatedDisk disk = new SimulatedDisk();

    private static void refused(ThrowingCallable change, Kind kind) {
        assertThatThrownBy(change).isInstanceOfSatisfying(SpoolException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.getMessage().lines()).hasSize(1);
        });
    }

    @Test
    void a_failing_force_refuses_the_batch_and_nothing_of_it_is_believed() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 100).await();
            disk.failForces = true;
            refused(() -> Journals.store(spool, 2, 100).await(), Kind.FAILED);
            refused(() -> spool.remove(1).await(), Kind.FAILED);
            assertThat(spool.status().state()).isEqualTo(State.FAILED);
            assertThat(spool.status().reason()).contains("Input/output error");
            assertThat(Journals.all(spool)).containsOnlyKeys(1L);
            disk.failForces = false;
            Journals.store(spool, 3, 100).await();
            assertThat(spool.status().state()).isEqualTo(State.OK);
            assertThat(Journals.all(spool)).containsOnlyKeys(1L, 3L);
        }
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).containsOnlyKeys(1L, 3L);
            assertThat(after.status().damaged()).isZero();
        }
    }

    @Test
    void what_could_not_be_cut_off_is_ignored_by_recovery() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 100).await();
            disk.failForces = true;
            disk.failTruncates = true;
            refused(() -> Journals.store(spool, 2, 100).await(), Kind.FAILED);
            refused(() -> Journals.store(spool, 3, 100).await(), Kind.FAILED);
            disk.failForces = false;
            Journals.store(spool, 4, 100).await();
        }
        disk.failTruncates = false;
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).containsOnlyKeys(1L, 4L);
            assertThat(after.status().damaged()).isZero();
        }
    }

    @Test
    void a_medium_that_fails_is_tried_again_after_the_interval_and_not_sooner() throws Exception {
        JournalOptions patient = new JournalOptions(1 << 16, 1 << 20, 0.5, 0, 0, Duration.ZERO, Duration.ofMillis(100));
        try (JournalSpool spool = Journals.open(disk, patient)) {
            Journals.store(spool, 1, 100).await();
            long begun = System.nanoTime();
            disk.failForces = true;
            disk.failTruncates = true;
            refused(() -> Journals.store(spool, 2, 100).await(), Kind.FAILED);
            Journals.until(() -> disk.list().size() >= 5); // each try leaves a segment that can't be cut
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
            disk.failForces = false;
            disk.failTruncates = false;
            Journals.until(() -> spool.status().state() == State.OK);
        }
    }

    @Test
    void an_uncut_segment_stays_named_when_others_go() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 100).await();
            disk.failForces = true;
            disk.failTruncates = true;
            refused(() -> Journals.store(spool, 2, 100).await(), Kind.FAILED);
            disk.failForces = false;
            for (int id = 10; id < 100; id++) {
                Journals.store(spool, id, 3000).await();
            }
            for (int id = 10; id < 100; id++) {
                spool.remove(id).await();
            }
            Journals.until(() -> spool.status().segments() <= 3);
            assertThat(disk.list()).contains(Segment.fileName(1)).doesNotContain(Segment.fileName(3));
        }
        disk.failTruncates = false;
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).containsOnlyKeys(1L);
        }
    }

    @Test
    void a_full_disk_refuses_and_is_accepted_again_without_a_restart() throws Exception {
        disk.fault = "No space left on device";
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 100).await();
            disk.failWrites = true;
            for (int id = 2; id < 12; id++) {
                long failing = id;
                refused(() -> Journals.store(spool, failing, 100).await(), Kind.FULL);
            }
            assertThat(spool.status().state()).isEqualTo(State.FULL);
            assertThat(Journals.read(spool, 1)).isEqualTo(Journals.bodyOf(1, 100));
            disk.failWrites = false;
            spool.remove(1).await();
            Journals.store(spool, 2, 100).await();
            assertThat(spool.status().state()).isEqualTo(State.OK);
        }
        try (JournalSpool after = Journals.open(disk.keepingForced())) {
            assertThat(Journals.all(after)).containsOnlyKeys(2L);
        }
    }

    @Test
    void a_read_only_disk_is_named_so() throws Exception {
        disk.fault = "Read-only file system";
        disk.failWrites = true;
        try (JournalSpool spool = Journals.open(disk)) {
            refused(() -> Journals.store(spool, 1, 100).await(), Kind.READ_ONLY);
        }
    }

    @Test
    void below_the_reserve_mail_is_refused_and_removals_go_on() throws Exception {
        JournalOptions options = Journals.SMALL.with(1 << 16, 1 << 20);
        try (JournalSpool spool = Journals.open(disk, options)) {
            for (int id = 1; id <= 100; id++) {
                Journals.store(spool, id, 3000).await();
            }
            disk.usable = 1000;
            refused(() -> Journals.store(spool, 101, 100).await(), Kind.FULL);
            refused(() -> Journals.store(spool, 102, 3 << 20).await(), Kind.FULL);
            spool.update(100, Journals.meta("deferred")).await();
            assertThat(spool.status().state()).isEqualTo(State.FULL);
            for (int id = 1; id < 100; id++) {
                spool.remove(id).await();
            }
            Journals.until(() -> spool.status().segments() <= 3);
            disk.usable = 2 << 20;
            Journals.store(spool, 101, 100).await();
            assertThat(spool.status().state()).isEqualTo(State.OK);
            assertThat(Journals.all(spool)).hasToString("{100=deferred, 101=m101}");
        }
    }

    @Test
    void a_large_store_that_fails_half_way_leaves_nothing_live() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 100).await();
            disk.failWrites = true;
            refused(() -> Journals.store(spool, 2, 5 << 20).await(), Kind.FAILED);
            disk.failWrites = false;
            Journals.store(spool, 3, 5 << 20).await();
            assertThat(Journals.read(spool, 3)).isEqualTo(Journals.bodyOf(3, 5 << 20));
            spool.remove(3).await();
            assertThat(spool.status().liveBytes()).isLessThan(1000);
        }
    }
}
