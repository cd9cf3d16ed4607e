package org.grapnel.mta.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.grapnel.hook.mail.EditableHeaders;
import org.grapnel.hook.mail.Header;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one mail as bytes. Parsed when first asked for; fields that are not edited keep their bytes. Copies
 * share what they have in common. One thread works on it; it is locked all the same, because a handler may keep it and change it on
 * a thread of its own while its mail is on its way.
 */
public final class HeaderBlock implements EditableHeaders {
    /** More fields than this are not a mail but an attack on whoever reads them. */
    static final int MAX_FIELDS = 1_000;

    /** A mail with as many as that must still get its trace field. */
    private static final int MAX_ADDED = 200;

    private static final int MAX_LINE = 998; // RFC 5322 2.1.1
    private static final Pattern BARE_FOLD = Pattern.compile("\r?\n(?=[ \t])");
    private static final String NO_FOLD = "the value holds a line that does not begin with white space";
    private static final int MAX_TAKEN = 2 << 20;

    private final byte[] original;
    private final List<Field> prepended; // last one on top; only until the original is parsed
    private @Nullable List<Field> fields;
    private boolean edited;
    private int edits;

    /** @param original the block with the CRLF of its last field, without the empty line that ends it */
    public HeaderBlock(byte[] original) {
        this.original = original;
        this.prepended = new ArrayList<>(2);
    }

    private HeaderBlock(HeaderBlock other) {
        this.original = other.original;
        this.prepended = new ArrayList<>(other.prepended);
        this.fields = other.fields == null ? null : new ArrayList<>(other.fields);
        this.edited = other.edited;
    }

    /** A field's bytes: name, colon, value with its folds, CRLF. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Field(
            byte[] raw, int colon) { // colon -1: not a field; it has no name, keeps its bytes and its place
        boolean is(String name) {
            return name(this).equalsIgnoreCase(name);
        }

        static String name(Field field) {
            return new String(field.raw, 0, Math.max(0, field.colon), StandardCharsets.UTF_8).strip();
        }

        Header header() {
            String value = new String(raw, colon + 1, raw.length - colon - 1, StandardCharsets.UTF_8);
            return new Header(name(this), value.replaceAll("\r\n[ \t]*", " ").strip());
        }
    }

    /** Reads up to the empty line that ends the header, and leaves the stream behind it. */
    static byte[] take(InputStream stream) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream(2048);
        int lineLength = 0;
        int before = 0;
        while (block.size() < MAX_TAKEN) {
            int b = stream.read();
            if (b < 0) {
                break;
            }
            block.write(b);
            if (b != '\n') {
                lineLength++;
            } else if (lineLength == 1 && before == '\r') {
                return Arrays.copyOf(block.toByteArray(), block.size() - 2);
            } else {
                lineLength = 0;
            }
            before = b;
        }
        return block.toByteArray();
    }

    public synchronized HeaderBlock copy() {
        return new HeaderBlock(this);
    }

    /** The block as it is now. */
    public synchronized byte[] bytes() {
        if (!edited) {
            return original;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(original.length + 256);
        if (fields == null) { // trace fields were added and nobody has looked: no need to parse
            for (int i = prepended.size() - 1; i >= 0; i--) {
                out.writeBytes(prepended.get(i).raw);
            }
            out.writeBytes(original);
        } else {
            fields.forEach(field -> out.writeBytes(field.raw));
        }
        return out.toByteArray();
    }

    /** True when both would write the same bytes. */
    public synchronized boolean sameAs(HeaderBlock other) {
        return (original == other.original && !edited && !other.edited) || Arrays.equals(bytes(), other.bytes());
    }

    /** Equal for all blocks that would write the same bytes; looks at their beginning, where edits mostly are, and their length. */
    synchronized int likeness() {
        byte[] bytes = bytes();
        return 31 * bytes.length
                + ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, 8 * 1024)).hashCode();
    }

    @Override
    public synchronized List<Header> all() {
        return fields().stream().map(Field::header).toList();
    }

    @Override
    public synchronized Optional<String> first(String name) {
        for (Field field : fields()) {
            if (field.is(name)) {
                return Optional.of(field.header().value());
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized List<String> all(String name) {
        return fields().stream()
                .filter(field -> field.is(name))
                .map(field -> field.header().value())
                .toList();
    }

    @Override
    public synchronized void prepend(String name, String value) {
        if (fields == null && prepended.size() < 100) {
            prepended.add(made(name, value));
            changed();
        } else {
            insert(0, name, value);
        }
    }

    @Override
    public synchronized void append(String name, String value) {
        insert(fields().size(), name, value);
    }

    @Override
    public synchronized void insert(int position, String name, String value) {
        Field field = made(name, value);
        if (fields().size() >= MAX_FIELDS + MAX_ADDED) {
            throw new IllegalArgumentException(
                    name + ": the mail has " + fields().size() + " header fields already; no more are added");
        }
        fields().add(position, field);
        changed();
    }

    @Override
    public synchronized void replace(String name, String value) {
        Field field = made(name, value);
        for (int i = 0; i < fields().size(); i++) {
            if (fields().get(i).is(name)) {
                fields().set(i, field);
                changed();
                return;
            }
        }
        append(name, value);
    }

    @Override
    public synchronized int remove(String name) {
        int before = fields().size();
        if (fields().removeIf(field -> field.is(name))) {
            changed();
        }
        return before - fields().size();
    }

    private void changed() {
        edited = true;
        edits++;
    }

    /** Grows with every change. */
    synchronized int edits() {
        return edits;
    }

    private List<Field> fields() {
        if (fields == null) {
            fields = parsed(original);
            prepended.forEach(field -> fields.add(0, field));
            prepended.clear();
        }
        return fields;
    }

    private static List<Field> parsed(byte[] block) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < block.length) {
            int end = endOfField(block, start, fields.size() == MAX_FIELDS - 1);
            byte[] raw = Arrays.copyOfRange(block, start, end);
            fields.add(new Field(raw, colon(raw)));
            start = end;
        }
        return fields;
    }

    /** The position after the CRLF that is not followed by white space; where the limit is reached, the rest is one field. */
    private static int endOfField(byte[] block, int start, boolean rest) {
        for (int i = start; !rest && i + 1 < block.length; i++) {
            boolean folds = i + 2 < block.length && (block[i + 2] == ' ' || block[i + 2] == '\t');
            if (block[i] == '\r' && block[i + 1] == '\n' && !folds) {
                return i + 2;
            }
        }
        return block.length;
    }

    private static int colon(byte[] raw) {
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    /** One pass and no pattern: every mail comes by here for its trace field. */
    private static Field made(String name, String value) {
        if (!isFieldName(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "': not a header field name; printable ASCII without colon");
        }
        String folded =
                value.indexOf('\n') < 0 ? value : BARE_FOLD.matcher(value).replaceAll("\r\n");
        byte[] raw = (name + ": " + folded + "\r\n").getBytes(StandardCharsets.UTF_8);
        int start = 0;
        boolean blank = false; // the first line holds the name
        for (int i = 0; i < raw.length; i++) {
            byte b = raw[i];
            if (b == '\r' && i + 1 < raw.length && raw[i + 1] == '\n') {
                if (blank) { // it would end the header
                    throw new IllegalArgumentException(name + ": " + NO_FOLD);
                }
                if (i - start > MAX_LINE) {
                    throw new IllegalArgumentException(
                            name + ": a line of the value is over " + MAX_LINE + " bytes; fold it (RFC 5322 2.2.3)");
                }
                start = i + 2;
                blank = true;
                i++;
                if (start < raw.length && raw[start] != ' ' && raw[start] != '\t') { // it would be a field of its own
                    throw new IllegalArgumentException(name + ": " + NO_FOLD);
                }
            } else if (b == '\r' || b == '\n' || b == 0) {
                throw new IllegalArgumentException(name + ": the value holds CR, LF or NUL outside a fold");
            } else {
                blank &= b == ' ' || b == '\t';
            }
        }
        return new Field(raw, name.length());
    }

    private static boolean isFieldName(String name) { // RFC 5322 3.6.8
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ':') {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
