package org.grapnel.deployer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code data/deployed/state.json}: what was deployed, for the next start. Used by one thread at a time. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    Ledger(Path file) {
        this.file = file;
    }

    /** By file; empty when there is none, or none that can be read. */
    Map<String, Saved> read() {
        Map<String, Saved> all = new TreeMap<>();
        if (!Files.exists(file)) {
            return all;
        }
        try {
            for (Map.Entry<String, JsonNode> each :
                    MAPPER.readTree(Files.readAllBytes(file)).properties()) {
                all.put(each.getKey(), saved(each.getValue()));
            }
            return all;
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            LOG.error("{}: can't be read: {}; what is in deploy/ is deployed as if it were new", file, e.getMessage());
            return new TreeMap<>();
        }
    }

    private static Saved saved(JsonNode node) {
        Optional<Deployment.Previous> previous = node.has("previous")
                ? Optional.of(new Deployment.Previous(
                        node.path("previous").asInt(),
                        node.path("previousVersion").asText()))
                : Optional.empty();
        return new Saved(
                node.path("wanted").asText(),
                State.valueOf(node.path("state").asText()),
                node.path("live").asInt(),
                previous,
                text(node, "problem"),
                text(node, "watchedUntil").map(Instant::parse));
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
    }

    void write(Map<String, Saved> all) {
        ObjectNode root = MAPPER.createObjectNode();
        all.forEach((name, saved) -> {
            ObjectNode node = root.putObject(name)
                    .put("wanted", saved.wanted())
                    .put("state", saved.state().name())
                    .put("live", saved.live());
            saved.previous().ifPresent(previous -> node.put("previous", previous.generation())
                    .put("previousVersion", previous.version()));
            saved.problem().ifPresent(problem -> node.put("problem", problem));
            saved.watchedUntil().ifPresent(until -> node.put("watchedUntil", until.toString()));
        });
        try {
            Path half = file.resolveSibling(file.getFileName() + ".new");
            Files.write(half, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.error("{}: can't be written: {}; a restart will not know of this change", file, e.toString());
        }
    }
}
