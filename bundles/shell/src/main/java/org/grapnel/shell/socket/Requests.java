package org.grapnel.shell.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.Format;

/** What a client can ask for. */
sealed interface Requests {
    /** Run a line. */
    record Run(String line, String input, Caller caller, Format format) implements Requests {}

    /** Complete a word. */
    record Complete(String text, int cursor) implements Requests {}

    /** Not understood; says why. */
    record Malformed(String why) implements Requests {}

    /** Reads one request. */
    static Requests read(String json) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return new Malformed("the request is not JSON: " + e.getOriginalMessage());
        }
        if (!node.isObject()) {
            return new Malformed("the request is not a JSON object");
        }
        try {
            if (node.has("complete")) {
                String text = Json.text(node, "complete", "");
                return new Complete(text, Json.number(node, "cursor", text.length()));
            }
            if (!node.has("line")) {
                return new Malformed("the request has neither \"line\" nor \"complete\"");
            }
            return new Run(
                    Json.text(node, "line", ""),
                    Json.text(node, "input", ""),
                    new Caller(Json.text(node, "user", "unknown"), Json.text(node, "face", "exec")),
                    new Format(
                            Json.flag(node, "json"),
                            Json.number(node, "width", Format.PLAIN.width()),
                            Json.flag(node, "color")));
        } catch (IllegalArgumentException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
    }

    /** Reads members of a request, each of one type or absent. */
    final class Json {
        static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(8)
                                .maxNumberLength(20)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Json() {}

        static String text(JsonNode node, String name, String byDefault) {
            JsonNode value = node.get(name);
            if (value == null || value.isNull()) {
                return byDefault;
            }
            if (!value.isTextual()) {
                throw new IllegalArgumentException("\"" + name + "\" is not a string");
            }
            return value.textValue();
        }

        static int number(JsonNode node, String name, int byDefault) {
            JsonNode value = node.get(name);
            if (value == null || value.isNull()) {
                return byDefault;
            }
            if (!value.isInt()) {
                throw new IllegalArgumentException("\"" + name + "\" is not a whole number");
            }
            return value.intValue();
        }

        static boolean flag(JsonNode node, String name) {
            JsonNode value = node.get(name);
            if (value != null && !value.isNull() && !value.isBoolean()) {
                throw new IllegalArgumentException("\"" + name + "\" is not true or false");
            }
            return value != null && value.booleanValue();
        }
    }
}
