package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.DamagedBodyException;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.SpoolException;
import org.junit.jupiter.api.Test;

class JournalRecoveryTest {
    private static final String FIRST = Segment.fileName(1);

    private final SimulatedDisk disk = new SimulatedDisk();

    private int sizeOf(String file) {
        return disk.content(file).length;
    }

    private static JournalSpool storing(SimulatedDisk disk, int from, int to, int size) throws Exception {
        JournalSpool spool = Journals.open(disk);
        for (int id = from; id <= to; id++) {
            Journals.store(spool, id, size).await();
        }
        return spool;
    }

    @Test
    void what_was_acknowledged_survives_the_loss_of_all_that_was_not_forced() throws Exception {
        JournalSpool spool = storing(disk, 1, 3, 100);
        spool.update(2, Journals.meta("two")).await();
        spool.remove(3).await();
        try (JournalSpool after = Journals.open(disk.keepingForced())) {
            assertThat(Journals.all(after)).hasToString("{1=m1, 2=two}");
            assertThat(Journals.read(after, 1)).isEqualTo(Journals.bodyOf(1, 100));
            assertThat(after.status().damaged()).isZero();
        }
        spool.close();
    }

    @Test
    void a_batch_torn_at_any_byte_is_cut_as_a_whole() throws Exception {
        storing(disk, 1, 2, 50).close();
        int before = sizeOf(FIRST);
        JournalSpool spool = Journals.open(disk);
        spool.store(
                        Bodies.inMemory(Journals.bodyOf(3, 60)),
                        List.of(new Entry(3, Journals.meta("m3")), new Entry(4, Journals.meta("m4"))))
                .await();
        spool.close();
        byte[] whole = disk.content(FIRST);
        for (int length = before; length < whole.length; length++) {
            for (boolean zeros : new boolean[] {false, true}) {
                SimulatedDisk torn = new SimulatedDisk();
                byte[] left = Arrays.copyOf(whole, length);
                torn.put(FIRST, zeros ? Arrays.copyOf(left, whole.length) : left);
                try (JournalSpool after = Journals.open(torn)) {
                    assertThat(Journals.all(after)).as("torn at " + length).hasToString("{1=m1, 2=m2}");
                    assertThat(torn.content(FIRST)).hasSize(before);
                    Journals.store(after, 9, 10).await();
                }
                try (JournalSpool again = Journals.open(torn)) {
                    assertThat(Journals.all(again))
                            .as("written on at " + length)
                            .hasToString("{1=m1, 2=m2, 9=m9}");
                }
            }
        }
    }

    @Test
    void a_flipped_bit_anywhere_in_the_last_batch_never_shows_half_of_it() throws Exception {
        storing(disk, 1, 2, 50).close();
        int before = sizeOf(FIRST);
        storing(disk, 3, 3, 60).close();
        byte[] whole = disk.content(FIRST);
        for (int at = before; at < whole.length; at++) {
            if (at >= before + 10 && at < before + 12) {
                continue; // two bytes of the header have no meaning; the checksum covers them all the same
            }
            SimulatedDisk bad = new SimulatedDisk();
            bad.put(FIRST, whole);
            bad.flip(FIRST, at);
            try (JournalSpool after = Journals.open(bad)) {
                assertThat(Journals.all(after)).as("flipped at " + at).hasToString("{1=m1, 2=m2}");
            }
        }
    }

    @Test
    void damage_in_the_middle_costs_only_the_records_it_hits() throws Exception {
        storing(disk, 1, 100, 2000).close();
        List<String> files = disk.list();
        assertThat(files).hasSizeGreaterThan(3);
        for (String file : List.of(files.get(0), files.get(1), files.get(files.size() - 1))) {
            int size = sizeOf(file);
            for (int at = Segment.FIRST; at < Math.min(size, Segment.FIRST + 2200); at += 97) {
                SimulatedDisk bad = new SimulatedDisk();
                disk.list().forEach(name -> bad.put(name, disk.content(name)));
                bad.flip(file, at);
                try (JournalSpool after = Journals.open(bad)) {
                    assertThat(readable(after)).as(file + " at " + at).isEqualTo(99);
                    assertThat(after.status().damaged()).isPositive();
                    assertThat(bad.quarantine).isNotEmpty();
                    Journals.store(after, 1000, 10).await();
                }
                try (JournalSpool again = Journals.open(bad)) {
                    assertThat(readable(again)).isEqualTo(100);
                }
            }
        }
    }

    @Test
    void damage_that_can_not_be_set_aside_stays_where_it_is_and_keeps_nobody_from_starting() throws Exception {
        storing(disk, 1, 100, 2000).close();
        String second = Segment.fileName(2);
        disk.flip(second, Segment.FIRST + 60);
        disk.flip(Segment.fileName(1), 20); // the header; the records behind it are readable
        byte[] damaged = disk.content(second);
        disk.failCopies = true;
        disk.fault = "No space left on device";
        try (JournalSpool full = Journals.open(disk)) {
            assertThat(readable(full)).isEqualTo(99);
            assertThat(full.status().damaged()).isGreaterThanOrEqualTo(2);
            for (long id : Journals.all(full).keySet()) {
                full.remove(id).await();
            }
            full.compact().await();
            assertThat(disk.content(second)).isEqualTo(damaged);
        }
        assertThat(disk.quarantine).isEmpty();
        disk.failCopies = false;
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(disk.quarantine).hasSizeGreaterThanOrEqualTo(2);
            assertThat(Journals.all(after)).isEmpty();
        }
    }

    @Test
    void what_a_killed_process_left_to_the_system_is_on_stable_storage_when_it_is_believed() throws Exception {
        JournalSpool spool = storing(disk, 1, 3, 600);
        disk.failForces = true;
        disk.failTruncates = true;
        assertThatThrownBy(Journals.store(spool, 4, 5_000)::await).isInstanceOf(SpoolException.class);
        SimulatedDisk killed = disk.killed();
        spool.close();
        JournalSpool believed = Journals.open(killed);
        String seen = Journals.all(believed).toString();
        SimulatedDisk cut = killed.keepingForced();
        believed.close();
        try (JournalSpool after = Journals.open(cut)) {
            assertThat(Journals.all(after)).hasToString(seen);
            assertThat(seen).startsWith("{1=m1, 2=m2, 3=m3");
        }
    }

    @Test
    void the_name_of_a_segment_that_a_killed_process_made_is_on_stable_storage_before_it_is_written_on()
            throws Exception {
        JournalSpool first = Journals.open(disk);
        Journals.store(first, 1, 10).await();
        disk.forgetNames(); // killed between the force of the file and that of the directory
        SimulatedDisk killed = disk.killed();
        first.close();
        try (JournalSpool second = Journals.open(killed)) {
            Journals.store(second, 2, 10).await();
            try (JournalSpool after = Journals.open(killed.keepingForced())) {
                assertThat(Journals.all(after)).hasToString("{1=m1, 2=m2}");
            }
        }
    }

    /** Messages that are there with their whole bodies. */
    private static int readable(JournalSpool spool) throws Exception {
        int whole = 0;
        for (long id : Journals.all(spool).keySet()) {
            try {
                Journals.read(spool, id);
                whole++;
            } catch (DamagedBodyException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
        return whole;
    }

    @Test
    void a_damaged_segment_header_costs_nothing() throws Exception {
        storing(disk, 1, 60, 2000).close();
        disk.flip(FIRST, 13);
        String last = disk.list().get(disk.list().size() - 1);
        disk.flip(last, 20);
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).hasSize(60);
            assertThat(after.status().damaged()).isEqualTo(2);
            Journals.store(after, 61, 10).await();
        }
        try (JournalSpool again = Journals.open(disk)) {
            assertThat(Journals.all(again)).hasSize(61);
        }
    }

    @Test
    void a_file_that_is_no_segment_is_set_aside() throws Exception {
        storing(disk, 1, 1, 10).close();
        byte[] junk = new byte[5000];
        new Random(3).nextBytes(junk);
        disk.put(Segment.fileName(7), junk);
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).hasSize(1);
            assertThat(disk.quarantine).containsOnlyKeys(Segment.fileName(7));
        }
        assertThat(disk.list()).containsExactly(FIRST);
    }

    @Test
    void an_unknown_format_is_not_touched() throws Exception {
        storing(disk, 1, 1, 10).close();
        byte[] header = new byte[SegmentHeader.BYTES];
        new SegmentHeader(2, 5, 9, List.of()).encode().get(header);
        disk.put(Segment.fileName(9), header);
        assertThatThrownBy(() -> Journals.open(disk))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("format 2");
        assertThat(disk.content(Segment.fileName(9))).isEqualTo(header);
    }

    @Test
    void a_journal_record_inside_a_mail_is_only_mail() throws Exception {
        storing(disk, 1, 1, 10).close();
        ByteBuffer forged = ByteBuffer.allocate(RecordHeader.BYTES + 16);
        new RecordHeader(RecordHeader.REMOVE, RecordHeader.CLOSES_UNIT, 16, 0, 0, 1000, 1, 0)
                .encode(0x12345678, forged, new CRC32C());
        try (JournalSpool spool = Journals.open(disk)) {
            spool.store(Bodies.inMemory(forged.array()), List.of(new Entry(2, Journals.meta("m2"))))
                    .await();
            Journals.store(spool, 3, 10).await();
        }
        int body = sizeOf(FIRST) - 3 * RecordHeader.BYTES - 10 - 2 - 2 - RecordHeader.BYTES - 64;
        disk.flip(FIRST, body + 8);
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).containsOnlyKeys(1L, 2L, 3L);
            assertThat(readable(after)).isEqualTo(2);
        }
    }

    @Test
    void a_large_body_without_its_messages_is_forgotten() throws Exception {
        JournalSpool spool = storing(disk, 1, 1, 10);
        byte[] large = Journals.bodyOf(2, 3 << 20);
        spool.store(Bodies.inMemory(large), List.of(new Entry(2, Journals.meta("m2"))))
                .await();
        assertThat(Journals.read(spool, 2)).isEqualTo(large);
        spool.close();
        disk.remove(disk.list().get(disk.list().size() - 1));
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).containsOnlyKeys(1L);
            Journals.until(() -> after.status().segments() == 1);
            assertThat(after.status().liveBytes()).isLessThan(1000);
        }
    }

    @Test
    void a_message_whose_body_is_damaged_is_named_and_kept_without_it_and_the_others_go_on() throws Exception {
        JournalSpool spool = storing(disk, 1, 1, 10);
        spool.store(Bodies.inMemory(Journals.bodyOf(2, 3 << 20)), List.of(new Entry(2, Journals.meta("m2"))))
                .await();
        Journals.store(spool, 3, 10).await();
        spool.close();
        disk.flip(Segment.fileName(2), 500_000);
        try (JournalSpool after = Journals.open(disk)) {
            assertThat(Journals.all(after)).hasToString("{1=m1, 2=m2, 3=m3}");
            assertThat(disk.quarantine).hasSize(2);
            assertThat(after.status().damaged()).isEqualTo(2);
            assertThatThrownBy(() -> Journals.read(after, 2)).isInstanceOf(DamagedBodyException.class);
            assertThatThrownBy(() -> after.pull(2))
                    .isInstanceOfSatisfying(
                            SpoolException.class, e -> assertThat(e.kind()).isEqualTo(SpoolException.Kind.DAMAGED));
            assertThat(Journals.read(after, 3)).isEqualTo(Journals.bodyOf(3, 10));
            after.remove(2).await();
            after.compact().await();
        }
        try (JournalSpool again = Journals.open(disk)) {
            assertThat(Journals.all(again)).containsOnlyKeys(1L, 3L);
        }
    }

    @Test
    void a_large_body_that_a_reader_found_damaged_is_told_to_the_next_who_pulls_it() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            spool.store(Bodies.inMemory(Journals.bodyOf(1, 3 << 20)), List.of(new Entry(1, Journals.meta("m1"))))
                    .await();
            disk.damage(disk.list().get(0), 500_000);
            spool.pull(1);
            assertThatThrownBy(() -> Journals.read(spool, 1)).isInstanceOf(DamagedBodyException.class);
            assertThatThrownBy(() -> spool.pull(1)).isInstanceOf(SpoolException.class);
            disk.damage(disk.list().get(0), 500_000);
            spool.pull(1);
            assertThat(Journals.read(spool, 1)).isEqualTo(Journals.bodyOf(1, 3 << 20));
        }
    }
}
