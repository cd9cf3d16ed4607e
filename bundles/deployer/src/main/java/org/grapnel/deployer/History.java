package org.grapnel.deployer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The latest actions and failures, each also written to the log; one JSON object a line on disk. Safe for use by any thread. */
final class History {
    private static final int LONGEST = 1000;
    private static final long LARGEST_FILE = 16L * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final Deque<Event> events = new ArrayDeque<>();
    private int linesInFile;

    /** Takes over what an earlier run wrote. */
    History(Path file) throws IOException {
        this.file = file;
        if (!Files.exists(file)) {
            return;
        }
        if (Files.size(file) > LARGEST_FILE) {
            LOG.error("{}: is larger than 16 MB; a new history begins", file);
            return;
        }
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
            readLine(line);
        }
        writeAnew(); // without what was torn, and as a file that can be written
    }

    /** Remembers an action, and says it. */
    void add(Event event) {
        if (event.good()) {
            LOG.info("deploy/{}: {}", event.file(), event.text());
        } else {
            LOG.error("deploy/{}: {}", event.file(), event.text());
        }
        write(event);
    }

    /** Oldest first. */
    synchronized List<Event> events() {
        return new ArrayList<>(events);
    }

    private synchronized void write(Event event) {
        remember(event);
        try {
            if (linesInFile >= 2 * LONGEST) {
                writeAnew();
            } else {
                Files.writeString(file, line(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                linesInFile++;
            }
        } catch (IOException e) {
            LOG.warn("{}: can't be written: {}; the history is not kept over a restart", file, e.toString());
        }
    }

    private void remember(Event event) {
        if (events.size() == LONGEST) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    private void writeAnew() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Event event : events) {
            all.append(line(event));
        }
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(half, all);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        linesInFile = events.size();
    }

    private static String line(Event event) throws JsonProcessingException {
        return MAPPER.writeValueAsString(MAPPER.createObjectNode()
                        .put("time", event.time().toString())
                        .put("who", event.who())
                        .put("what", event.what())
                        .put("file", event.file())
                        .put("from", event.from())
                        .put("to", event.to())
                        .put("good", event.good())
                        .put("text", event.text()))
                + "\n";
    }

    private void readLine(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            remember(new Event(
                    Instant.parse(node.path("time").asText()),
                    node.path("who").asText(),
                    node.path("what").asText(),
                    node.path("file").asText(),
                    node.path("from").asText(),
                    node.path("to").asText(),
                    node.path("good").asBoolean(),
                    node.path("text").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            LOG.warn(
                    "{}: a line is torn and left out: {}",
                    file,
                    e.getMessage().lines().findFirst().orElse(""));
        }
    }
}
