package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader in another language, written from docs/spool-format.md alone, sees in a spool what we see. */
class SpoolFormatPageTest {
    @TempDir
    Path directory;

    @Test
    void a_reader_written_from_the_page_lists_the_messages() throws Exception {
        assumeTrue(runs(List.of("python3", "--version")), "there is no python3 here");
        Random random = new Random(8);
        try (JournalSpool spool = JournalSpool.open(directory, Journals.SMALL, Journals.surroundings())) {
            for (int id = 1; id <= 120; id++) {
                spool.store(List.of(
                                new Load(
                                        Bodies.inMemory(Journals.bodyOf(id, random.nextInt(3000))),
                                        List.of(new Entry(id, meta(id, 0)), new Entry(1000 + id, meta(id, 1)))),
                                new Load(
                                        Bodies.inMemory(Journals.bodyOf(-id, 100)),
                                        List.of(new Entry(2000 + id, meta(id, 2))))))
                        .await();
                if (id % 3 > 0) {
                    spool.remove(id).await();
                    spool.update(1000 + id, meta(id, 7)).await();
                }
            }
            Journals.store(spool, 5000, 1).await();
            spool.remove(5000).await();
            spool.store(Bodies.inMemory(Journals.bodyOf(9, 2_500_000)), List.of(new Entry(9000, meta(9, 9))))
                    .await();
            spool.compact().await();
            Journals.until(() -> spool.status().compactions() > 0);
        }
        appendATornRecord();
        List<String> expected = new ArrayList<>();
        try (JournalSpool spool = JournalSpool.open(copy(), Journals.SMALL, Journals.surroundings())) {
            for (long id : Journals.all(spool).keySet()) {
                byte[] mail = Journals.read(spool, id);
                CRC32C crc = new CRC32C();
                crc.update(mail);
                String metadata = new String(spool.metadata(id).orElseThrow(), StandardCharsets.US_ASCII);
                String from = metadata.replaceAll(".*\"from\":\"([^\"]*)\".*", "$1");
                expected.add("[%d, \"%s\", [\"to@b.test\"], %d, %d]".formatted(id, from, mail.length, crc.getValue()));
            }
        }
        assertThat(expected).hasSize(40 + 120 + 120 + 1);
        assertThat(read()).isEqualTo(expected);
    }

    private static byte[] meta(int id, int version) {
        return Journals.meta(
                "{\"from\":\"u%d.%d@a.test\",\"to\":[{\"address\":\"to@b.test\"}]}".formatted(id, version));
    }

    /** What a crash leaves: the head of a record that was never completed. */
    private void appendATornRecord() throws IOException {
        Path last;
        try (var files = Files.list(directory)) {
            last = files.filter(file -> Segment.isSegment(file.getFileName().toString()))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(last);
        Files.write(
                last,
                java.util.Arrays.copyOfRange(bytes, Segment.FIRST, Segment.FIRST + 20),
                java.nio.file.StandardOpenOption.APPEND);
    }

    /** Opening mends; the reader is to see what is to be mended. */
    private Path copy() throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        try (var files = Files.newDirectoryStream(directory, "*.journal")) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private List<String> read() throws Exception {
        Path script = directory.resolve("reader.py");
        try (var in = SpoolFormatPageTest.class.getResourceAsStream("/spool-reader.py")) {
            Files.write(script, in.readAllBytes());
        }
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder("python3", script.toString(), directory.toString())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(Duration.ofMinutes(2).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readAllLines(out);
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
