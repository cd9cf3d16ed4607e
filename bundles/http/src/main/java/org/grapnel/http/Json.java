package org.grapnel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers of one JSON object. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The members of the object. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    static void write(HttpServletResponse response, int status, Members members) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        try (JsonGenerator json = FACTORY.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
    }
}
