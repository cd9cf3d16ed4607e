package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolStatus.State;
import org.junit.jupiter.api.Test;

/** Both durabilities, and what becomes of a medium that fails while nobody writes. */
class JournalDurabilityTest {
    private static final JournalOptions NEVER_BY_TIME = Journals.SMALL.with(0, Duration.ofHours(1));

    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void each_commit_is_forced_before_it_is_acknowledged() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            for (int id = 1; id <= 3; id++) {
                int before = disk.forces;
                Journals.store(spool, id, 100).await();
                assertThat(disk.forces).isEqualTo(before + 1);
            }
            assertThat(spool.status().durability()).isEqualTo("each");
            assertThat(spool.status().unforced()).isZero();
            assertThat(Journals.all(Journals.open(disk.keepingForced()))).containsOnlyKeys(1L, 2L, 3L);
        }
    }

    @Test
    void with_an_interval_commits_are_acknowledged_before_the_force() throws Exception {
        try (JournalSpool spool = Journals.open(disk, NEVER_BY_TIME)) {
            int before = disk.forces;
            Journals.store(spool, 1, 100).await();
            Journals.store(spool, 2, 100).await();
            assertThat(disk.forces).isEqualTo(before);
            assertThat(spool.status().durability()).isEqualTo("interval");
            assertThat(spool.status().unforced()).isEqualTo(2);
            assertThat(Journals.read(spool, 2)).isEqualTo(Journals.bodyOf(2, 100));
            assertThat(Journals.all(Journals.open(disk.keepingForced()))).isEmpty();
        }
        assertThat(Journals.all(Journals.open(disk.keepingForced()))).containsOnlyKeys(1L, 2L);
    }

    @Test
    void with_an_interval_the_force_comes_by_itself_when_its_time_has_come() throws Exception {
        try (JournalSpool spool = Journals.open(disk, Journals.SMALL.with(0, Duration.ofMillis(5)))) {
            Journals.store(spool, 1, 100).await();
            Journals.until(() -> spool.status().unforced() == 0);
            assertThat(Journals.all(Journals.open(disk.keepingForced()))).containsOnlyKeys(1L);
        }
    }

    @Test
    void with_an_interval_a_full_segment_is_forced_before_the_next_begins() throws Exception {
        try (JournalSpool spool = Journals.open(disk, NEVER_BY_TIME)) {
            for (int id = 1; id <= 100; id++) {
                Journals.store(spool, id, 3000).await();
            }
            assertThat(spool.status().segments()).isGreaterThan(3);
            assertThat(Journals.all(Journals.open(disk.keepingForced())).size()).isGreaterThan(60);
        }
    }

    @Test
    void with_an_interval_compaction_deletes_nothing_that_only_unforced_records_replace() throws Exception {
        try (JournalSpool spool = Journals.open(disk, NEVER_BY_TIME)) {
            for (int id = 1; id <= 60; id++) {
                Journals.store(spool, id, 3000).await();
            }
            for (int id = 2; id <= 60; id++) {
                spool.remove(id).await();
            }
            spool.compact().await();
            assertThat(Journals.all(Journals.open(disk.keepingForced()))).containsOnlyKeys(1L);
        }
    }

    @Test
    void with_an_interval_what_a_failed_force_left_in_doubt_is_written_anew() throws Exception {
        try (JournalSpool spool = Journals.open(disk, NEVER_BY_TIME)) {
            Journals.store(spool, 1, 100).await();
            disk.failForces = true;
            assertThatThrownBy(() -> spool.compact().await()).isInstanceOf(SpoolException.class);
            assertThat(spool.status().state()).isEqualTo(State.FAILED);
            disk.failForces = false;
            Journals.until(() -> spool.status().state() == State.OK);
            Journals.until(() -> spool.status().compactions() > 0);
            assertThat(Journals.read(spool, 1)).isEqualTo(Journals.bodyOf(1, 100));
            assertThat(Journals.all(Journals.open(disk.keepingForced()))).containsOnlyKeys(1L);
        }
    }

    @Test
    void what_is_in_doubt_is_written_anew_even_if_its_segment_can_not_be_cut() throws Exception {
        try (JournalSpool spool = Journals.open(disk, NEVER_BY_TIME)) {
            Journals.store(spool, 1, 100).await();
            disk.failForces = true;
            disk.failTruncates = true;
            assertThatThrownBy(() -> spool.compact().await()).isInstanceOf(SpoolException.class);
            disk.failForces = false;
            Journals.until(() -> spool.status().compactions() > 0);
            assertThat(Journals.read(spool, 1)).isEqualTo(Journals.bodyOf(1, 100));
            disk.failTruncates = false;
            assertThat(Journals.all(Journals.open(disk.keepingForced()))).containsOnlyKeys(1L);
        }
    }

    @Test
    void a_medium_that_is_well_again_is_found_out_by_a_probe() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 100).await();
            disk.fault = "Read-only file system";
            disk.failWrites = true;
            assertThatThrownBy(() -> Journals.store(spool, 2, 100).await()).isInstanceOf(SpoolException.class);
            assertThat(spool.status().state()).isEqualTo(State.READ_ONLY);
            assertThat(spool.status().reason()).contains("Read-only");
            disk.failWrites = false;
            Journals.until(() -> spool.status().state() == State.OK);
            Journals.store(spool, 3, 100).await();
            assertThat(Journals.all(spool)).containsOnlyKeys(1L, 3L);
        }
    }

    @Test
    void a_disk_below_the_reserve_is_not_well_before_there_is_room() throws Exception {
        try (JournalSpool spool = Journals.open(disk, Journals.SMALL.with(1 << 16, 10 << 20))) {
            disk.usable = 1 << 20;
            assertThatThrownBy(() -> Journals.store(spool, 1, 100).await()).isInstanceOf(SpoolException.class);
            assertThat(spool.status().state()).isEqualTo(State.FULL);
            disk.usable = 20 << 20;
            Journals.until(() -> spool.status().state() == State.OK);
        }
    }

    @Test
    void bodies_just_written_are_read_from_memory_within_the_bound() throws Exception {
        try (JournalSpool spool = Journals.open(disk, Journals.SMALL.with(10_000, Duration.ZERO))) {
            for (int id = 1; id <= 10; id++) {
                Journals.store(spool, id, 2000).await();
            }
            Journals.store(spool, 11, 5000).await();
            assertThat(spool.inCore(10)).isTrue();
            assertThat(spool.inCore(1)).as("the oldest made room").isFalse();
            assertThat(spool.inCore(11)).as("a large one is not kept").isFalse();
            assertThat(Journals.read(spool, 10)).isEqualTo(Journals.bodyOf(10, 2000));
            assertThat(Journals.read(spool, 1)).isEqualTo(Journals.bodyOf(1, 2000));
            assertThat(spool.status().core().bytes()).isEqualTo(10_000);
            assertThat(spool.status().core().hits()).isOne();
            assertThat(spool.status().core().misses()).isOne();
            spool.pull(1);
            assertThat(spool.inCore(1)).isTrue();
            for (int id = 1; id <= 11; id++) {
                spool.remove(id).await();
            }
            assertThat(spool.status().core().bytes()).isZero();
        }
    }
}
