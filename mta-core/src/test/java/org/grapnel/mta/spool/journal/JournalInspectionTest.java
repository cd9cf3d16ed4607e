package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.mta.spool.CheckReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check finds what is damaged, names it and leaves the rest alone; so does the check of a spool that nobody has open. */
class JournalInspectionTest {
    private static final int RECORD = RecordHeader.BYTES;

    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void names_the_damaged_record_and_who_needs_it() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 1000).await();
            Journals.store(spool, 2, 1000).await();
            assertThat(spool.check().damaged()).isZero();
            disk.damage(Segment.fileName(1), Segment.FIRST + RECORD + 500);
            CheckReport report = spool.check();
            assertThat(report.damaged()).isOne();
            assertThat(report.damages().get(0).messages()).containsExactly(1L);
            assertThat(report.damages().get(0))
                    .hasToString("0000000000000001.journal: 1048 bytes at 512: chunk 0 of body 1");
            assertThat(disk.quarantine).containsKey("0000000000000001.journal-512");
            assertThat(spool.check().damaged()).isOne();
            assertThat(spool.status().damaged()).as("counted once").isOne();
            assertThat(Journals.read(spool, 2)).isEqualTo(Journals.bodyOf(2, 1000));
            Journals.store(spool, 3, 10).await();
        }
    }

    @Test
    void names_a_stretch_without_any_record() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 1000).await();
            Journals.store(spool, 2, 1000).await();
            disk.damage(Segment.fileName(1), Segment.FIRST + 9);
            assertThat(spool.check().damages())
                    .singleElement()
                    .satisfies(damage -> assertThat(damage.what()).isEqualTo("no record can be made out"))
                    .satisfies(damage -> assertThat(damage.messages()).containsExactly(1L));
        }
    }

    @Test
    void knows_damage_that_hurts_nobody() throws Exception {
        try (JournalSpool spool = Journals.open(disk)) {
            Journals.store(spool, 1, 1000).await();
            Journals.store(spool, 2, 1000).await();
            spool.remove(1).await();
            disk.damage(Segment.fileName(1), Segment.FIRST + RECORD + 500);
            assertThat(spool.check().damages()).singleElement().satisfies(damage -> assertThat(damage.what())
                    .endsWith("nobody needs it"));
        }
    }

    @Test
    void passes_over_segments_that_go_meanwhile(@TempDir Path directory) throws Exception {
        ExecutorService checker = Executors.newSingleThreadExecutor();
        AtomicBoolean over = new AtomicBoolean();
        try (JournalSpool spool = JournalSpool.open(directory, Journals.SMALL, Journals.surroundings())) {
            Future<?> checks = checker.submit(() -> {
                while (!over.get()) {
                    assertThat(spool.check().damages()).isEmpty();
                }
                return null;
            });
            for (int id = 1; id <= 600; id++) {
                Journals.store(spool, id, 5000).await();
                if (id > 3) {
                    spool.remove(id - 3).await();
                }
            }
            over.set(true);
            checks.get(60, TimeUnit.SECONDS);
        } finally {
            checker.shutdownNow();
        }
    }

    @Test
    void the_offline_check_changes_nothing_and_tells_by_its_status(@TempDir Path directory) throws Exception {
        Path file = directory.resolve(Segment.fileName(1));
        try (JournalSpool spool = Journals.open(directory)) {
            Journals.store(spool, 1, 1000).await();
            Journals.store(spool, 2, 1000).await();
            assertThat(check(directory)).startsWith("2 ").contains("in use by process");
        }
        assertThat(check(directory)).startsWith("0 2 messages").endsWith("0 damaged places");
        byte[] bytes = Files.readAllBytes(file);
        bytes[Segment.FIRST + RECORD + 500] ^= 1;
        Files.write(file, bytes);
        List<String> lines = check(directory).lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("1 0000000000000001.journal: 1048 bytes at 512 are damaged: chunk 0 of body 1");
        assertThat(lines.get(1)).contains("the metadata of message 0000000000001, whose body is damaged");
        assertThat(lines.get(2)).startsWith("2 messages").endsWith("2 damaged places");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(directory.resolve("quarantine")).doesNotExist();
        assertThat(check(directory.resolve("nowhere"))).startsWith("2 ").contains("no such directory");
    }

    private static String check(Path directory) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = OfflineCheck.run(directory.toString(), out, out);
        return status + " " + said.toString(StandardCharsets.UTF_8).strip();
    }
}
