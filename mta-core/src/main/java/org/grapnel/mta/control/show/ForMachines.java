package org.grapnel.mta.control.show;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.grapnel.hook.control.Answer;

/**
 * Answers as JSON (RFC 8259), each one value on one line. Instants are ISO 8601, durations seconds, sizes bytes, shares
 * numbers from 0 to 1; what is absent is null.
 */
final class ForMachines {
    private static final JsonFactory JSON = new JsonFactory();

    private ForMachines() {}

    static void write(Answer answer, Consumer<String> sink) {
        generate(sink, json -> writeAnswer(json, answer));
    }

    static void writeError(String message, int status, Consumer<String> sink) {
        generate(sink, json -> {
            json.writeStartObject();
            json.writeStringField("error", message);
            json.writeNumberField("status", status);
            json.writeEndObject();
        });
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static void generate(Consumer<String> sink, Body body) {
        try (JsonGenerator json = JSON.createGenerator(new Handover(sink))) {
            body.write(json);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("an answer can't be written as JSON: " + e.getMessage(), e);
        }
    }

    private static void writeAnswer(JsonGenerator json, Answer answer) throws IOException {
        if (answer instanceof Answer.Table table) {
            writeTable(json, table);
        } else if (answer instanceof Answer.Details details) {
            json.writeStartObject();
            for (Map.Entry<String, Object> entry : details.values().entrySet()) {
                json.writeFieldName(entry.getKey());
                writeValue(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (answer instanceof Answer.Text text) {
            json.writeString(text.text());
        } else if (answer instanceof Answer.Done done) {
            json.writeStartObject();
            json.writeStringField("done", done.message());
            json.writeEndObject();
        }
    }

    private static void writeTable(JsonGenerator json, Answer.Table table) throws IOException {
        List<SerializedString> names = table.columns().stream()
                .map(column -> new SerializedString(column.key())) // quoted once, not in each of thousands of rows
                .toList();
        json.writeStartArray();
        for (List<Object> row : table.rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeFieldName(names.get(i));
                writeValue(json, row.get(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                writeValue(json, optional.get());
            } else {
                json.writeNull();
            }
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                writeValue(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Answer answer) {
            writeAnswer(json, answer);
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else {
            writeScalar(json, value);
        }
    }

    private static void writeScalar(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Answer.Size size) {
            json.writeNumber(size.bytes());
        } else if (value instanceof Answer.Ratio ratio) {
            writeNumber(json, ratio.value());
        } else if (value instanceof Duration duration) {
            json.writeNumber(BigDecimal.valueOf(duration.toSeconds())
                    .add(BigDecimal.valueOf(duration.toNanosPart(), 9))
                    .stripTrailingZeros()
                    .toPlainString());
        } else if (value instanceof Answer.Mark mark) {
            json.writeString(mark.word());
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (value instanceof Instant instant) {
            json.writeString(instant.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else if (!(number instanceof Double || number instanceof Float)) {
            json.writeNumber(number.longValue());
        } else if (Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.doubleValue());
        } else {
            json.writeNull();
        }
    }

    /** Hands on what the generator has gathered. */
    private static final class Handover extends Writer {
        private final Consumer<String> sink;

        Handover(Consumer<String> sink) {
            this.sink = sink;
        }

        @Override
        public void write(char[] buffer, int offset, int length) {
            sink.accept(new String(buffer, offset, length));
        }

        @Override
        public void flush() {
            // nothing is held back here
        }

        @Override
        public void close() {
            // the sink belongs to the caller
        }
    }
}
