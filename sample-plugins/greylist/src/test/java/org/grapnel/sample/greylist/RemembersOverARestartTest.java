package org.grapnel.sample.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.grapnel.hook.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemembersOverARestartTest {
    private static final String CLIENT = "192.0.2.1";
    private static final String BOB = "bob@example.net";
    private static final String ANN = "ann@example.com";

    @TempDir
    Path base;

    private Rcpt rcpt;

    @BeforeEach
    void start() {
        rcpt = new Rcpt(Optional.of(base), Map.of());
    }

    @AfterEach
    void close() {
        rcpt.close();
    }

    @Test
    void who_waits_and_who_came_back() {
        rcpt.from(CLIENT, BOB, ANN);
        rcpt.restart();
        rcpt.after(Duration.ofMinutes(5));
        assertThat(rcpt.from(CLIENT, BOB, ANN)).isEqualTo(Verdict.CONTINUE);

        rcpt.restart();

        assertThat(rcpt.from(CLIENT, BOB, ANN)).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void when_the_last_record_was_cut_off() throws IOException {
        rcpt.from(CLIENT, BOB, ANN);
        rcpt.close();
        Files.write(files().get(0), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        rcpt.restart();

        assertThat(rcpt.after(Duration.ofMinutes(5)).from(CLIENT, BOB, ANN)).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void what_stands_before_damage_and_sets_the_file_aside_with_one_line() throws IOException {
        rcpt.from(CLIENT, BOB, ANN);
        rcpt.close();
        Files.write(files().get(0), new byte[400], StandardOpenOption.APPEND);
        try (LogLines log = new LogLines(Journal.class)) {
            rcpt.restart();

            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0))
                    .contains("00000001.journal", "the record at byte 40 is damaged", "may be deleted");
        }
        assertThat(rcpt.after(Duration.ofMinutes(5)).from(CLIENT, BOB, ANN)).isEqualTo(Verdict.CONTINUE);
        assertThat(base.resolve("data/greylist/00000001.journal.damaged")).exists();
    }

    @Test
    void beside_the_version_that_it_takes_over_from() {
        rcpt.from(CLIENT, BOB, ANN);
        rcpt.greylist.close(); // the test has to know that the change is in the file
        try (Rcpt next = rcpt.beside(Map.of())) {
            next.from(CLIENT, "new@example.net", ANN);
            assertThat(next.after(Duration.ofMinutes(5)).from(CLIENT, BOB, ANN)).isEqualTo(Verdict.CONTINUE);
        }
        rcpt.restart();
        rcpt.after(Duration.ofMinutes(5));

        assertThat(rcpt.from(CLIENT, "new@example.net", ANN)).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void nothing_but_greylists_all_the_same_when_its_folder_cannot_be_made() throws IOException {
        Path file = Files.writeString(base.resolve("occupied"), "");
        try (LogLines log = new LogLines(Greylist.class);
                Rcpt stuck = new Rcpt(Optional.of(file), Map.of())) {
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0)).contains("greylist: can't be used, entries are in memory only");
            assertThat(stuck.from(CLIENT, BOB, ANN)).isInstanceOf(Verdict.Defer.class);
            assertThat(stuck.after(Duration.ofMinutes(5)).from(CLIENT, BOB, ANN))
                    .isEqualTo(Verdict.CONTINUE);
        }
    }

    @Test
    void in_one_file_after_compaction_and_leaves_no_old_one() throws IOException {
        rcpt.close();
        try (Journal journal = Journal.open(base.resolve("data/greylist"))) {
            Map<Key, Entry> live = Map.of(new Key(1, 2), Entry.waiting(3));
            journal.append(Map.of(new Key(9, 9), Entry.waiting(1)));

            journal.compact(live);
            journal.append(Map.of(new Key(5, 6), Entry.waiting(7)));
        }

        assertThat(files()).hasSize(1);
        try (Journal journal = Journal.open(base.resolve("data/greylist"))) {
            assertThat(journal.takeKnown())
                    .isEqualTo(Map.of(new Key(1, 2), Entry.waiting(3), new Key(5, 6), Entry.waiting(7)));
        }
    }

    @Test
    void in_one_file_when_many_starts_left_many() throws IOException {
        rcpt.close();
        Path folder = base.resolve("data/greylist");
        for (int i = 0; i < 21; i++) {
            Journal.open(folder).close();
        }

        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.wantsCompaction(0)).isTrue();
            journal.compact(Map.of());
            assertThat(journal.wantsCompaction(0)).isFalse();
        }

        assertThat(files()).hasSize(1);
    }

    @Test
    void and_does_not_compact_while_a_later_start_writes() throws IOException {
        rcpt.close();
        Path folder = base.resolve("data/greylist");
        try (Journal old = Journal.open(folder);
                Journal later = Journal.open(folder)) {
            later.append(Map.of(new Key(1, 2), Entry.waiting(3)));

            old.compact(Map.of());
        }

        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.takeKnown()).containsKey(new Key(1, 2));
        }
    }

    @Test
    void from_many_threads_at_once() {
        List<String> senders = IntStream.range(0, 5_000)
                .mapToObj(i -> "s" + i + "@example.net")
                .toList();
        senders.parallelStream().forEach(sender -> rcpt.from(CLIENT, sender, ANN));

        rcpt.restart();
        rcpt.after(Duration.ofMinutes(5));

        assertThat(senders.subList(0, 4))
                .allSatisfy(sender -> assertThat(rcpt.from(CLIENT, sender, ANN)).isEqualTo(Verdict.CONTINUE));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(base.resolve("data/greylist"))) {
            return all.filter(f -> f.toString().endsWith(".journal")).sorted().toList();
        }
    }
}
