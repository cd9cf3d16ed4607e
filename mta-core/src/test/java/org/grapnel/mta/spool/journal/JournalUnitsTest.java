package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Change;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Load;
import org.grapnel.mta.spool.SpoolException;
import org.junit.jupiter.api.Test;

/** New mail and what becomes of the message that it was made of: a crash leaves both, or neither. */
class JournalUnitsTest {
    private static final String FIRST = Segment.fileName(1);
    private static final String BEFORE = "{1=m1, 2=m2, 3=m3}";
    private static final String AFTER = "{2=less, 3=m3, 11=notice, 12=warning}";

    private final SimulatedDisk disk = new SimulatedDisk();

    private JournalSpool three() throws Exception {
        JournalSpool spool = Journals.open(disk);
        for (long id = 1; id <= 3; id++) {
            Journals.store(spool, id, 40).await();
        }
        return spool;
    }

    private static Load load(long id, int size, String metadata) {
        return new Load(Bodies.inMemory(Journals.bodyOf(id, size)), List.of(new Entry(id, Journals.meta(metadata))));
    }

    /** Two notices, about one message that ends and one that goes on. */
    private static Commit told(JournalSpool spool, int size) {
        return spool.store(
                List.of(load(11, size, "notice"), load(12, 30, "warning")),
                List.of(new Change.Remove(1), new Change.Update(2, Journals.meta("less"))));
    }

    @Test
    void a_unit_torn_at_any_byte_is_there_as_a_whole_or_not_at_all() throws Exception {
        three().close();
        int before = disk.content(FIRST).length;
        try (JournalSpool spool = Journals.open(disk)) {
            told(spool, 60).await();
        }
        byte[] whole = disk.content(FIRST);
        for (int length = before; length <= whole.length; length++) {
            for (boolean zeros : new boolean[] {false, true}) {
                SimulatedDisk torn = new SimulatedDisk();
                byte[] left = Arrays.copyOf(whole, length);
                torn.put(FIRST, zeros ? Arrays.copyOf(left, whole.length) : left);
                try (JournalSpool after = Journals.open(torn)) {
                    assertThat(Journals.all(after))
                            .as("torn at %d of %d", length, whole.length)
                            .hasToString(length < whole.length ? BEFORE : AFTER);
                    assertThat(after.status().damaged()).isZero();
                }
            }
        }
    }

    @Test
    void a_flipped_bit_anywhere_in_a_unit_that_was_not_acknowledged_never_shows_half_of_it() throws Exception {
        three().close();
        int before = disk.content(FIRST).length;
        try (JournalSpool spool = Journals.open(disk)) {
            told(spool, 60).await();
        }
        byte[] whole = disk.content(FIRST);
        for (int at = before; at < whole.length; at++) {
            SimulatedDisk bad = new SimulatedDisk();
            bad.put(FIRST, whole);
            bad.flip(FIRST, at);
            try (JournalSpool after = Journals.open(bad)) {
                assertThat(Journals.all(after)).as("flipped at %d", at).hasToString(BEFORE);
            }
        }
    }

    @Test
    void a_large_mail_that_went_ahead_does_not_end_the_message_before_its_unit_is_there() throws Exception {
        JournalSpool spool = three();
        told(spool, 3 << 20).await();
        String last =
                disk.list().stream().sorted().reduce((one, other) -> other).orElseThrow();
        spool.close();
        byte[] content = disk.content(last);
        disk.put(last, Arrays.copyOf(content, content.length - 1));
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).hasToString(BEFORE);
        }
    }

    @Test
    void a_failed_force_leaves_all_as_it_was_and_the_unit_can_be_tried_again() throws Exception {
        JournalSpool spool = three();
        disk.failForces = true;
        Commit refused = told(spool, 60);
        assertThatThrownBy(refused::await).isInstanceOf(SpoolException.class);
        assertThat(Journals.all(spool)).hasToString(BEFORE);
        disk.failForces = false;
        told(spool, 60).await();
        assertThat(Journals.all(spool)).hasToString(AFTER);
        try (JournalSpool after = Journals.open(disk.keepingForced())) {
            assertThat(Journals.all(after)).hasToString(AFTER);
        }
        spool.close();
    }

    @Test
    void below_the_reserve_a_unit_that_adds_mail_is_refused_with_its_removals() throws Exception {
        JournalSpool spool = Journals.open(disk, Journals.SMALL.with(1 << 16, 1 << 20));
        for (long id = 1; id <= 3; id++) {
            Journals.store(spool, id, 40).await();
        }
        disk.usable = 1;
        Commit refused = told(spool, 60);
        assertThatThrownBy(refused::await).isInstanceOfSatisfying(SpoolException.class, e -> assertThat(e.kind())
                .isEqualTo(SpoolException.Kind.FULL));
        assertThat(Journals.all(spool)).hasToString(BEFORE);
        spool.remove(3).await(); // which frees space
        disk.usable = Long.MAX_VALUE;
        told(spool, 60).await();
        spool.close();
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).hasToString("{2=less, 11=notice, 12=warning}");
        }
    }

    @Test
    void what_a_unit_removed_stays_removed_when_segments_are_emptied() throws Exception {
        JournalSpool spool = three();
        spool.compact().await();
        told(spool, 60).await();
        for (int round = 0; round < 3; round++) {
            Journals.store(spool, 100 + round, 70_000).await();
            spool.remove(100 + round).await();
            spool.compact().await();
            try (JournalSpool after = Journals.open(disk.keepingForced())) {
                assertThat(Journals.all(after)).as("round %d", round).hasToString(AFTER);
                assertThat(Journals.read(after, 2)).isEqualTo(Journals.bodyOf(2, 40));
            }
        }
        spool.close();
    }
}
