package org.grapnel.config.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one JSON object with comments into flat keys: {@code {"a": {"b": 1}}} is {@code a.b = 1}. */
final class JsonKeys {
    /** Bytes of a file. */
    static final int LARGEST = 1024 * 1024;

    private static final int DEEPEST = 10;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String file;
    private final JsonParser parser;
    private final SortedMap<String, Object> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private JsonKeys(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads a file's bytes.
     *
     * @param file what error messages call it
     * @return values of types that Configuration Admin takes; the keys without regard to case, as there
     */
    static SortedMap<String, Object> read(String file, byte[] json) throws BadFileException {
        if (json.length > LARGEST) {
            throw new BadFileException(file + ": is larger than 1 MB; split it");
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new JsonKeys(file, parser).readAll();
        } catch (JsonProcessingException e) {
            throw new BadFileException(place(file, e.getLocation()) + e.getOriginalMessage() + "; mend the JSON");
        } catch (IOException e) {
            throw new BadFileException(file + ": " + e.getMessage() + "; write it in UTF-8");
        }
    }

    /** The bytes of a file with these keys. */
    static byte[] write(SortedMap<String, Object> keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            for (Map.Entry<String, Object> each : keys.entrySet()) {
                json.writeFieldName(each.getKey());
                writeValue(json, each.getValue());
            }
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value.getClass().isArray()) {
            json.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                writeValue(json, Array.get(value, i));
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number) {
            json.writeNumber(value.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    private SortedMap<String, Object> readAll() throws IOException, BadFileException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return keys; // an empty file sets nothing
        }
        if (first != JsonToken.START_OBJECT) {
            throw bad("no object", "begin with {");
        }
        readObject("", 1);
        if (parser.nextToken() != null) {
            throw bad("something stands after the end of the object", "remove it");
        }
        return keys;
    }

    private void readObject(String prefix, int depth) throws IOException, BadFileException {
        if (depth > DEEPEST) {
            throw bad("more than " + DEEPEST + " levels", "write flat keys: a.b.c");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readObject(key + ".", depth + 1);
            } else {
                Object value = parser.currentToken() == JsonToken.START_ARRAY ? array(key) : scalar(key);
                if (keys.put(key, value) != null) {
                    throw bad("'" + key + "' is there twice", "remove one");
                }
            }
        }
    }

    private Object scalar(String key) throws IOException, BadFileException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_NUMBER_INT -> whole(key);
            default -> throw bad("'" + key + "' is no text, number or boolean", "write one, or remove the key");
        };
    }

    private long whole(String key) throws IOException, BadFileException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw bad("'" + key + "' is too large a number", "write it as text");
        }
        return parser.getLongValue();
    }

    private Object array(String key) throws IOException, BadFileException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(scalar(key));
        }
        Class<?> type = items.isEmpty() ? String.class : items.get(0).getClass();
        for (Object item : items) {
            if (item.getClass() != type) {
                // Configuration Admin takes arrays of one type
                return items.stream().map(Object::toString).toArray(String[]::new);
            }
        }
        return items.toArray((Object[]) Array.newInstance(type, 0));
    }

    private BadFileException bad(String problem, String mend) {
        return new BadFileException(place(file, parser.currentTokenLocation()) + problem + "; " + mend);
    }

    private static String place(String file, JsonLocation at) {
        return at == null ? file + ": " : file + ": line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }
}
