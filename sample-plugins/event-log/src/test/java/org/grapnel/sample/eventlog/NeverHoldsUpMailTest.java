package org.grapnel.sample.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeverHoldsUpMailTest {
    @TempDir
    Path base;

    @Test
    void drops_what_does_not_fit_the_queue_and_says_how_many() throws IOException {
        Settings settings = new Settings(base.resolve("events.jsonl"), 1 << 20, 2, 100);
        LineThread lines = new LineThread(Story.CLOCK, () -> settings);
        for (int i = 0; i < 150; i++) {
            int number = i;
            lines.offer(Line.of(Story.TIME, "test", line -> line.number("n", number)));
        }

        lines.start().close();

        List<JsonNode> written = Story.lines(base.resolve("events.jsonl"));
        assertThat(written).hasSize(101);
        assertThat(written.get(0).toString())
                .isEqualTo("{\"time\":\"2026-03-04T05:06:07.089Z\",\"event\":\"dropped\",\"count\":50}");
        assertThat(written.get(100).get("n").asInt()).isEqualTo(99);
    }

    @Test
    void counts_what_could_not_be_written_and_goes_on_when_it_can() throws IOException {
        Path obstacle = Files.writeString(base.resolve("log"), "a file where the folder should be");
        EventLog log = Story.log(base, Map.of());
        try (LogLines said = new LogLines(LineThread.class)) {
            receive(log, "first");
            receive(log, "second");
            await(said);
            assertThat(said.lines().get(0)).contains("events.jsonl: can't be written, events are dropped and counted");
            Files.delete(obstacle);

            receive(log, "third");
            log.close();

            assertThat(said.lines()).hasSize(2);
        }
        List<JsonNode> written = Story.lines(base.resolve("log/events.jsonl"));
        long dropped = written.stream().mapToLong(n -> n.path("count").asLong()).sum();
        long received = written.stream().filter(n -> n.has("message")).count();
        assertThat(dropped).isPositive();
        assertThat(dropped + received).isEqualTo(3);
        assertThat(written).anySatisfy(n -> assertThat(n.path("note").asText()).isEqualTo("third"));
    }

    private static void receive(EventLog log, String note) {
        log.logReceptionV1(Optional.empty(), Story.message(), Story.TIME, note);
    }

    private static void await(LogLines said) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (said.lines().isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
