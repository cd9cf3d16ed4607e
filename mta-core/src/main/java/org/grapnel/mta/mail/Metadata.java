package org.grapnel.mta.mail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.EnhancedCode;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Recipient;

/**
 * What the spool keeps beside the body, as JSON: readable without this program. Fields that are not known are passed over, so that an
 * older version can read what a newer one wrote.
 */
public final class Metadata {
    /** All but ASCII is escaped: a handler may have put half a surrogate pair into the context, which has no UTF-8 form. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int MAX_RECIPIENTS = 100_000;

    /** The fields that {@link Details} are made of. */
    private static final Set<String> DETAILS = Set.of("parameters", "context", "history");

    private Metadata() {}

    public static byte[] write(MailMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            MailMessage.State state = message.state();
            json.writeStartObject();
            json.writeStringField("from", message.sender().toString());
            writeMap(json, "parameters", message.senderParameters());
            json.writeArrayFieldStart("to");
            for (Recipient recipient : state.recipients()) {
                json.writeStartObject();
                json.writeStringField("address", recipient.address().toString());
                writeMap(json, "parameters", recipient.parameters());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("size", message.size());
            json.writeNumberField("received", message.received().toEpochMilli());
            json.writeNumberField("expiry", message.expiry().toEpochMilli());
            json.writeStringField("domain", message.routingDomain());
            json.writeStringField("binding", message.binding());
            json.writeNumberField("priority", message.priority());
            writeMap(json, "context", message.context());
            writeAttempts(json, message.pastAttempts());
            json.writeNumberField("attempts", state.attempts());
            json.writeNumberField("next", state.nextAttempt());
            if (state.lastError() != null) {
                json.writeStringField("error", state.lastError());
            }
            if (state.held() != null) {
                json.writeStringField("held", state.held());
            }
            if (state.failure() != null) {
                json.writeNumberField("failureCode", state.failure().code());
                json.writeStringField(
                        "failureEnhanced",
                        state.failure().enhanced().map(EnhancedCode::toString).orElse(""));
                json.writeStringField("failureText", state.failure().text());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeAttempts(JsonGenerator json, List<PastAttempt> attempts) throws IOException {
        if (!attempts.isEmpty()) {
            json.writeArrayFieldStart("history");
            for (PastAttempt attempt : attempts) {
                json.writeStartObject();
                json.writeNumberField("time", attempt.time());
                json.writeStringField("host", attempt.host());
                json.writeStringField("reply", attempt.reply());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeMap(JsonGenerator json, String name, Map<String, String> map) throws IOException {
        if (map.isEmpty()) {
            return;
        }
        if (map.keySet().stream()
                .anyMatch(Metadata::hasHalfPairs)) { // the parser takes that in a value, but not in a name
            json.writeArrayFieldStart(name);
            for (Map.Entry<String, String> entry : map.entrySet()) {
                json.writeString(entry.getKey());
                json.writeString(entry.getValue());
            }
            json.writeEndArray();
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static boolean hasHalfPairs(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /**
     * Reads a message back.
     *
     * @throws IOException when the bytes are not what {@link #write} makes
     */
    public static MailMessage read(MailMessage.Home home, long id, byte[] metadata) throws IOException {
        return fields(id, metadata, new Fields(true), fields -> fields.message(home, id));
    }

    /**
     * Reads a message back that is to wait in a long queue: what it leaves to the spool then is not even looked at.
     *
     * @throws IOException when the bytes are not what {@link #write} makes
     */
    public static MailMessage readWaiting(MailMessage.Home home, long id, byte[] metadata) throws IOException {
        return fields(id, metadata, new Fields(false), fields -> fields.message(home, id));
    }

    /** Reads back what may stay out of memory. */
    static Details readDetails(long id, byte[] metadata) throws IOException {
        return fields(id, metadata, new Fields(true), Fields::details);
    }

    /** What is made of the fields. */
    private interface Made<T> {
        T of(Fields fields) throws IOException;
    }

    private static <T> T fields(long id, byte[] metadata, Fields fields, Made<T> made) throws IOException {
        try (JsonParser json = JSON.createParser(metadata)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                fields.take(json, json.currentName());
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it ends within the object");
            }
            return made.of(fields);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("metadata of message " + Ids.text(id) + " can't be read: " + e.getMessage(), e);
        }
    }

    /** A map that was read. */
    private record Pairs(Map<String, String> map) {
        Pairs {
            map = Map.copyOf(map);
        }
    }

    /** Collects what is read. A start reads a million of them: names are looked for one by one, which needs no tables. */
    private static final class Fields {
        private static final int USUAL = 16;

        private final List<String> names = new ArrayList<>(USUAL);
        private final List<Object> values = new ArrayList<>(USUAL);
        private final List<Recipient> recipients = new ArrayList<>(1);
        private final List<PastAttempt> attempts = new ArrayList<>(0);
        private final boolean whole;
        private boolean passedOver;

        /** @param whole false = {@link Details} are passed over */
        Fields(boolean whole) {
            this.whole = whole;
        }

        void take(JsonParser json, String name) throws IOException {
            JsonToken value = json.nextToken();
            if (!whole && DETAILS.contains(name)) {
                passedOver = true;
                json.skipChildren();
                return;
            }
            switch (value) {
                case VALUE_STRING -> put(name, json.getText());
                case VALUE_NUMBER_INT -> put(name, json.getLongValue());
                case START_OBJECT -> put(name, map(json));
                case START_ARRAY -> takeArray(json, name);
                default -> json.skipChildren();
            }
        }

        private void put(String name, Object value) {
            names.add(name);
            values.add(value);
        }

        /** The last of that name and kind. */
        private <T> Optional<T> find(String name, Class<T> kind) {
            for (int i = names.size() - 1; i >= 0; i--) {
                if (names.get(i).equals(name) && kind.isInstance(values.get(i))) {
                    return Optional.of(kind.cast(values.get(i)));
                }
            }
            return Optional.empty();
        }

        private void takeArray(JsonParser json, String name) throws IOException {
            boolean to = name.equals("to");
            if (!to && !name.equals("history")) {
                takePairs(json, name);
                return;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                if (recipients.size() >= MAX_RECIPIENTS || attempts.size() >= MAX_RECIPIENTS) {
                    throw new IOException("it names more than " + MAX_RECIPIENTS + " recipients or attempts");
                }
                Fields one = new Fields(true);
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    one.take(json, json.currentName());
                }
                if (to) {
                    recipients.add(new Recipient(Shared.address(one.text("address")), one.map("parameters")));
                } else {
                    attempts.add(new PastAttempt(one.number("time"), one.text("host"), one.text("reply")));
                }
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException("the field '" + name + "' holds what does not belong there");
            }
        }

        /** A map whose names can't be names of JSON: name, value, name, value … */
        private void takePairs(JsonParser json, String name) throws IOException {
            Map<String, String> pairs = new HashMap<>();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                String key = json.getText();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    break;
                }
                pairs.put(key, json.getText());
            }
            while (json.currentToken() != JsonToken.END_ARRAY) { // some other list, of a newer version
                json.skipChildren();
                if (json.nextToken() == null) {
                    throw new IOException("it ends within the field '" + name + "'");
                }
            }
            put(name, new Pairs(pairs));
        }

        private static Pairs map(JsonParser json) throws IOException {
            Map<String, String> map = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                if (json.nextToken().isStructStart()) {
                    json.skipChildren();
                } else {
                    map.put(key, json.getValueAsString(""));
                }
            }
            return new Pairs(map);
        }

        private Map<String, String> map(String name) {
            return find(name, Pairs.class).map(Pairs::map).orElse(Map.of());
        }

        private String text(String name) throws IOException {
            return find(name, String.class).orElseThrow(() -> missing(name));
        }

        private long number(String name) throws IOException {
            return find(name, Long.class).orElseThrow(() -> missing(name));
        }

        private static IOException missing(String name) {
            return new IOException("the field '" + name + "' is missing");
        }

        Details details() {
            return Details.of(map("parameters"), map("context"), List.copyOf(attempts));
        }

        MailMessage message(MailMessage.Home home, long id) throws IOException {
            if (recipients.isEmpty()) {
                throw new IOException("it names no recipient");
            }
            Reply failure = find("failureCode", Long.class).isPresent()
                    ? new Reply(
                            (int) number("failureCode"),
                            Optional.of(text("failureEnhanced"))
                                    .filter(e -> !e.isEmpty())
                                    .map(EnhancedCode::of),
                            List.of(text("failureText")))
                    : null;
            return new MailMessage(
                    home,
                    id,
                    Shared.address(text("from")),
                    passedOver ? null : details(),
                    number("size"),
                    number("received"),
                    number("expiry"),
                    text("domain"),
                    find("binding", String.class).orElse(Binding.DEFAULT),
                    find("priority", Long.class).orElse(5L).intValue(),
                    new MailMessage.State(
                            List.copyOf(recipients),
                            (int) number("attempts"),
                            number("next"),
                            find("error", String.class).orElse(null),
                            find("held", String.class).orElse(null),
                            failure));
        }
    }
}
