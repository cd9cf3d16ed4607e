package org.grapnel.launcher.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One line from the instance. Members we don't know are skipped, so that a newer instance can say more.
 *
 * @param out for standard output, empty if none
 * @param err for standard error, empty if none
 * @param status the exit status; ends the answer to a command
 * @param candidates of a completion; ends the answer to it
 */
record Answer(String out, String err, OptionalInt status, Optional<List<String>> candidates) {

    static Answer parse(byte[] line) throws IOException {
        String out = "";
        String err = "";
        OptionalInt status = OptionalInt.empty();
        Optional<List<String>> candidates = Optional.empty();
        try (JsonParser json = Json.FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the control socket answered something that is no JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "out" -> out = json.getText();
                    case "err" -> err = json.getText();
                    case "status" -> status = OptionalInt.of(json.getIntValue());
                    case "candidates" -> candidates = Optional.of(strings(json));
                    default -> json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            // its message has several lines and shows nothing but our own position
            throw new IOException("the control socket answered something that is no JSON of this protocol", e);
        }
        return new Answer(out, err, status, candidates);
    }

    private static List<String> strings(JsonParser json) throws IOException {
        List<String> strings = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                strings.add(json.getText());
                json.skipChildren();
            }
        }
        return strings;
    }
}
