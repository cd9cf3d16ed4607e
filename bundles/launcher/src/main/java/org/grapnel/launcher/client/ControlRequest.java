package org.grapnel.launcher.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * A command for the instance.
 *
 * @param input what its first command reads
 * @param width columns of the reader's screen
 * @param color whether the reader's screen understands ANSI colors
 */
record ControlRequest(String line, String input, boolean json, int width, boolean color, String user) {
    /** One that nothing comes to but its own words. */
    ControlRequest(String line, boolean json, int width, boolean color, String user) {
        this(line, "", json, width, color, user);
    }

    byte[] encode() throws IOException {
        return object(json -> {
            json.writeStringField("line", line);
            if (!input.isEmpty()) {
                json.writeStringField("input", input);
            }
            json.writeBooleanField("json", this.json);
            json.writeNumberField("width", width);
            json.writeBooleanField("color", color);
            json.writeStringField("user", user);
        });
    }

    static byte[] encodeCompletion(String line, int cursor) throws IOException {
        return object(json -> {
            json.writeStringField("complete", line);
            json.writeNumberField("cursor", cursor);
        });
    }

    private static byte[] object(Members members) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }
}
