package org.grapnel.shell.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.grapnel.hook.control.CommandOutput;

/** Writes answers, one JSON object a line; for one thread at a time. */
final class Replies {
    private static final JsonFactory JSON = new JsonFactory();

    private final WritableByteChannel socket;

    Replies(WritableByteChannel socket) {
        this.socket = socket;
    }

    CommandOutput output() {
        return CommandOutput.to(text -> text("out", text), text -> text("err", text));
    }

    void text(String way, String text) {
        write(json -> json.writeStringField(way, text));
    }

    void status(int status) {
        write(json -> json.writeNumberField("status", status));
    }

    void candidates(List<String> candidates) {
        write(json -> {
            json.writeArrayFieldStart("candidates");
            for (String candidate : candidates) {
                json.writeString(candidate);
            }
            json.writeEndArray();
        });
    }

    private interface Member {
        void write(JsonGenerator json) throws IOException;
    }

    private synchronized void write(Member member) {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(line)) {
                json.writeStartObject();
                member.write(json);
                json.writeEndObject();
                json.writeRaw('\n');
            }
            ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
