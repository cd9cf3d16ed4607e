package org.grapnel.sample.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatesAndReopensTest {
    @TempDir
    Path base;

    @Test
    void keeps_so_many_files_of_such_a_size_and_loses_none_of_the_newest_lines() throws IOException {
        EventLog log = Story.log(base, Map.of("max__size", "1KB", "files", "3"));
        IntStream.range(0, 100).forEach(i -> receive(log, "n" + i));
        log.close();

        List<Path> files = files();
        assertThat(files).hasSize(3);
        List<String> notes = new ArrayList<>();
        for (String name : List.of("events.jsonl.2", "events.jsonl.1", "events.jsonl")) {
            assertThat(base.resolve("log").resolve(name))
                    .satisfies(f -> assertThat(Files.size(f)).isBetween(1L, 1024L));
            notes.addAll(notes(base.resolve("log").resolve(name)));
        }
        assertThat(notes)
                .isEqualTo(IntStream.range(100 - notes.size(), 100)
                        .mapToObj(i -> "n" + i)
                        .toList());
    }

    @Test
    void appends_to_what_is_there_after_a_restart() throws IOException {
        writeOne("before");
        writeOne("after");

        assertThat(notes(base.resolve("log/events.jsonl"))).containsExactly("before", "after");
    }

    @Test
    void writes_to_a_new_file_when_the_old_one_was_moved_away_and_logs_were_reopened() throws IOException {
        Path file = base.resolve("log/events.jsonl");
        EventLog log = Story.log(base, Map.of());
        receive(log, "before");
        while (!Files.exists(file) || Files.size(file) == 0) { // written without being asked to: flushed when idle
            Thread.onSpinWait();
        }
        Files.move(file, base.resolve("log/events.old"));

        log.logReopen();
        receive(log, "after");
        log.close();

        assertThat(notes(base.resolve("log/events.old"))).containsExactly("before");
        assertThat(notes(file)).containsExactly("after");
    }

    @Test
    void two_versions_side_by_side_lose_no_line_when_one_of_them_rotates() throws IOException {
        EventFile old = new EventFile(new Settings(base.resolve("log/e"), 100, 4, 100));
        EventFile next = new EventFile(new Settings(base.resolve("log/e"), 100, 4, 100));
        try (old;
                next) {
            old.append(List.of(new byte[60]));
            next.append(List.of(new byte[60]));
            old.append(List.of(new byte[30]));
        }

        assertThat(Files.size(base.resolve("log/e.1"))).isEqualTo(60);
        assertThat(Files.size(base.resolve("log/e"))).isEqualTo(90);
    }

    @Test
    void goes_to_another_path_when_the_configuration_says_so() throws IOException {
        EventLog log = Story.log(base, Map.of());

        log.configure(Fake.config(EventLogConfig.class, Map.of("path", "elsewhere/e.jsonl")));
        receive(log, "there");
        log.close();

        assertThat(notes(base.resolve("elsewhere/e.jsonl"))).containsExactly("there");
    }

    private void writeOne(String note) {
        EventLog log = Story.log(base, Map.of());
        receive(log, note);
        log.close();
    }

    private static void receive(EventLog log, String note) {
        log.logReceptionV1(Optional.empty(), Story.message(), Story.TIME, note);
    }

    private static List<String> notes(Path file) throws IOException {
        return Story.lines(file).stream()
                .map((JsonNode n) -> n.get("note").asText())
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(base.resolve("log"))) {
            return all.toList();
        }
    }
}
