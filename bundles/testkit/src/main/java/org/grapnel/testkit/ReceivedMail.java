package org.grapnel.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mail whose content reached the receiver in full. Immutable. */
public final class ReceivedMail {
    /** What the receiver told the client. */
    public enum Fate {
        /** A 2xx was written; whether the client read it is its own affair. */
        ACCEPTED,
        REFUSED,
        /** The connection was dropped, or something that is no reply was written. */
        UNCERTAIN
    }

    private final Envelope envelope;
    private final byte[] raw;
    private final int connection;
    private final int order;
    private final Instant arrival;
    private final Fate fate;
    private final int headerEnd;
    private final List<String> fields;

    ReceivedMail(Envelope envelope, byte[] raw, int connection, int order, Instant arrival, Fate fate) {
        this.envelope = envelope;
        this.raw = raw;
        this.connection = connection;
        this.order = order;
        this.arrival = arrival;
        this.fate = fate;
        headerEnd = headerEnd(raw);
        fields = fields(new String(raw, 0, headerEnd, StandardCharsets.ISO_8859_1));
    }

    public Envelope envelope() {
        return envelope;
    }

    /** The content byte for byte, dots unstuffed, with its last CRLF. */
    public byte[] raw() {
        return raw.clone();
    }

    public int size() {
        return raw.length;
    }

    public int connection() {
        return connection;
    }

    /** Number of this mail at its receiver, from 1, in the order the contents were complete. */
    public int order() {
        return order;
    }

    public Instant arrival() {
        return arrival;
    }

    public Fate fate() {
        return fate;
    }

    /** The content as text, one character a byte. */
    public String text() {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    /** What stands below the first empty line. */
    public String body() {
        int start = Math.min(raw.length, headerEnd + 2);
        return new String(raw, start, raw.length - start, StandardCharsets.ISO_8859_1);
    }

    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public String subject() {
        return header("Subject").orElse("");
    }

    /** The unfolded values of all fields of this name, from the top (RFC 5322 2.2.3). */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (String field : headerFields()) {
            int colon = field.indexOf(':');
            if (colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name))
                values.add(field.substring(colon + 1).strip());
        }
        return List.copyOf(values);
    }

    /** All fields from the top, unfolded, as {@code Name: value}. */
    public List<String> headerFields() {
        return fields;
    }

    private static List<String> fields(String header) {
        return header.isEmpty()
                ? List.of()
                : List.of(header.replaceAll("\r\n(?=[ \t])", "").split("\r\n"));
    }

    /** Where the empty line begins that ends the header (RFC 5322 2.1), or the end of the content. */
    private static int headerEnd(byte[] raw) {
        boolean lineStart = true;
        for (int i = 0; i + 1 < raw.length; i++) {
            boolean crlf = raw[i] == '\r' && raw[i + 1] == '\n';
            if (crlf && lineStart) return i;
            lineStart = crlf;
            if (crlf) i++;
        }
        return raw.length;
    }

    @Override
    public String toString() {
        return "mail " + order + " on connection " + connection + ", " + fate + ", <" + envelope.sender() + "> to "
                + envelope.addresses() + ", " + raw.length + " bytes, subject '" + subject() + "'";
    }
}
