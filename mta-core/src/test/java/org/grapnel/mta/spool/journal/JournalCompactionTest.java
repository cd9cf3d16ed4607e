package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Instant;
import org.grapnel.mta.process.ManualTimer;
import org.grapnel.mta.spool.Body;
import org.junit.jupiter.api.Test;

class JournalCompactionTest {
    private final SimulatedDisk disk = new SimulatedDisk();

    private void settle(JournalSpool spool, int segments) {
        Journals.until(() -> spool.status().segments() <= segments);
    }

    @Test
    void segments_without_live_records_are_deleted() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            for (int id = 1; id <= 200; id++) {
                Journals.store(spool, id, 3000).await();
            }
            assertThat(spool.status().segments()).isGreaterThan(8);
            for (int id = 1; id <= 200; id++) {
                spool.remove(id).await();
            }
            settle(spool, 2);
            assertThat(spool.status().liveBytes()).isZero();
        }
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).isEmpty();
        }
    }

    @Test
    void live_records_of_mostly_dead_segments_move_on() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            for (int id = 1; id <= 400; id++) {
                Journals.store(spool, id, 3000).await();
            }
            for (int id = 1; id <= 400; id++) {
                if (id % 10 != 0) {
                    spool.remove(id).await();
                }
            }
            settle(spool, 5);
            assertThat(spool.status().compactions()).isPositive();
            assertThat(Journals.all(spool)).hasSize(40);
            for (int id = 10; id <= 400; id += 10) {
                assertThat(Journals.read(spool, id)).isEqualTo(Journals.bodyOf(id, 3000));
            }
        }
        try (JournalSpool after = Journals.open(disk.keepingForced())) {
            assertThat(Journals.all(after)).hasSize(40);
            assertThat(Journals.read(after, 390)).isEqualTo(Journals.bodyOf(390, 3000));
        }
    }

    /** The remove record outlives its segment, because the removed record still exists in an older one. */
    @Test
    void removed_messages_stay_removed_when_the_segment_of_the_removal_goes_first() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 10).await();
            for (int id = 2; id <= 20; id++) {
                Journals.store(spool, id, 3000).await(); // segment 1, which stays more than half live
            }
            for (int id = 21; id <= 40; id++) {
                Journals.store(spool, id, 3000).await(); // segment 2
            }
            spool.remove(1).await();
            for (int id = 41; id <= 70; id++) {
                Journals.store(spool, id, 3000).await();
            }
            assertThat(disk.list()).contains(Segment.fileName(1), Segment.fileName(2), Segment.fileName(3));
            for (int id = 22; id <= 70; id++) {
                spool.remove(id).await(); // segments 2 and 3 with the removal of message 1
            }
            Journals.until(() ->
                    !disk.list().contains(Segment.fileName(2)) && !disk.list().contains(Segment.fileName(3)));
            assertThat(disk.list()).contains(Segment.fileName(1));
        }
        try (JournalSpool after = Journals.open(disk.keepingForced())) {
            assertThat(Journals.all(after)).hasSize(20).doesNotContainKeys(1L, 22L, 70L);
        }
    }

    @Test
    void an_open_stream_keeps_its_segment_and_lets_it_go() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            for (int id = 1; id <= 100; id++) {
                Journals.store(spool, id, 3000).await();
            }
            Body body = spool.body(1);
            try (InputStream in = body.open()) {
                for (int id = 1; id <= 100; id++) {
                    spool.remove(id).await();
                }
                settle(spool, 3);
                assertThat(disk.list()).contains(Segment.fileName(1));
                assertThat(in.readAllBytes()).isEqualTo(Journals.bodyOf(1, 3000));
            }
            Journals.until(() -> !disk.list().contains(Segment.fileName(1)));
        }
    }

    @Test
    void a_body_handle_follows_its_body() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            for (int id = 1; id <= 100; id++) {
                Journals.store(spool, id, 3000).await();
            }
            Body body = spool.body(1);
            for (int id = 2; id <= 100; id++) {
                spool.remove(id).await();
            }
            Journals.until(() -> !disk.list().contains(Segment.fileName(1)));
            assertThat(body.open().readAllBytes()).isEqualTo(Journals.bodyOf(1, 3000));
        }
    }

    @Test
    void a_message_updated_over_and_over_takes_bounded_space() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 3000).await();
            for (int i = 0; i < 5000; i++) {
                spool.update(1, Journals.meta("attempt " + i + " of many")).await();
            }
            settle(spool, 3);
            assertThat(Journals.all(spool)).hasToString("{1=attempt 4999 of many}");
            spool.remove(1).await();
        }
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).isEmpty();
        }
    }

    @Test
    void a_segment_damaged_after_opening_is_kept() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            for (int id = 1; id <= 40; id++) {
                Journals.store(spool, id, 3000).await();
            }
            disk.damage(Segment.fileName(1), Segment.FIRST + 100);
            for (int id = 2; id <= 40; id++) {
                spool.remove(id).await();
            }
            Journals.until(() -> spool.status().damaged() > 0);
            assertThat(disk.list()).contains(Segment.fileName(1));
            assertThat(Journals.all(spool)).containsOnlyKeys(1L);
        }
    }

    /** Most mail leaves before a segment has been full for as long as it took to fill: copying it would be for nothing. */
    @Test
    void what_leaves_while_its_segment_rests_is_not_copied() throws Exception {
        ManualTimer time = new ManualTimer(Instant.EPOCH);
        try (JournalSpool spool = Journals.open(disk, time.clock())) {
            killMostOfTheFirstSegment(spool, time);
            assertThat(spool.status().compactions()).isZero();
            assertThat(disk.list()).contains(Segment.fileName(1));
            for (int id = 16; id <= 24; id++) { // all of the first segment, few of the second
                spool.remove(id).await();
            }
            Journals.until(() -> !disk.list().contains(Segment.fileName(1)));
            assertThat(spool.status().compactions()).isZero();
        }
    }

    @Test
    void a_segment_that_has_rested_is_emptied() throws Exception {
        ManualTimer time = new ManualTimer(Instant.EPOCH);
        try (JournalSpool spool = Journals.open(disk, time.clock())) {
            killMostOfTheFirstSegment(spool, time);
            assertThat(spool.status().compactions()).isZero();
            time.set(time.clock().instant().plusMillis(Segment.LONGEST_REST));
            Journals.store(spool, 1002, 10).await();
            Journals.until(() -> !disk.list().contains(Segment.fileName(1)));
            assertThat(spool.status().compactions()).isPositive();
            assertThat(Journals.read(spool, 17)).isEqualTo(Journals.bodyOf(17, 3000));
        }
    }

    private static void killMostOfTheFirstSegment(JournalSpool spool, ManualTimer time) throws Exception {
        for (int id = 1; id <= 70; id++) {
            Journals.store(spool, id, 3000).await();
            if (id <= 20) { // the first segment takes two seconds to fill
                time.set(time.clock().instant().plusMillis(100));
            }
        }
        for (int id = 1; id <= 15; id++) {
            spool.remove(id).await();
        }
        Journals.store(spool, 1000, 10).await();
        Journals.store(spool, 1001, 10).await(); // committed after the turn in which the segment could have been chosen
    }
}
