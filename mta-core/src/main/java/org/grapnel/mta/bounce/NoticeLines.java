package org.grapnel.mta.bounce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a notice, none longer than a mail may have, whatever strangers wrote into it. Belongs to one thread. */
final class NoticeLines {
    /** RFC 5322 2.1.1 allows 998 octets; this many characters stay below it however many octets each has. */
    private static final int MAX_CHARS = 240;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(2048);

    /** A line that is known to be short and clean. */
    void line(String text) {
        bytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Text for people; long lines are cut where a word ends, or else anywhere. */
    void text(String text) {
        text.lines().forEach(line -> {
            String rest = clean(line);
            while (rest.length() > MAX_CHARS) {
                int cut = cut(rest, 0);
                line(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line(rest);
        });
    }

    /** A header field, folded (RFC 5322 2.2.3). */
    void field(String name, String value) {
        folded(clean(name + ": " + value), name.length() + 2);
    }

    /** A field of a delivery status: what is not printable ASCII is a question mark there (RFC 3464 2.1.1). */
    void ascii(String field) {
        StringBuilder plain = new StringBuilder(field.length());
        field.codePoints().forEach(c -> plain.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        folded(plain.toString(), field.indexOf(':') + 2);
    }

    private void folded(String field, int valueAt) {
        String rest = field;
        int from = Math.min(valueAt, MAX_CHARS - 1); // no fold between the name and the value
        while (rest.length() > MAX_CHARS) {
            int cut = cut(rest, from);
            line(rest.substring(0, cut));
            rest = " " + rest.substring(cut).stripLeading();
            from = 1;
        }
        if (!rest.isBlank()) { // RFC 5322 3.2.2: no line of a fold holds white space alone
            line(rest);
        }
    }

    private static int cut(String line, int from) {
        int space = line.lastIndexOf(' ', MAX_CHARS);
        int cut = space > from ? space : MAX_CHARS;
        return Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(c == '\t' || !Character.isISOControl(c) ? (char) c : '?'));
        return clean.toString();
    }

    void bytes(byte[] bytes) {
        out.writeBytes(bytes);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static boolean eightBit(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    /** True when the text stands anywhere in the lines. */
    boolean holds(String text) {
        return out.toString(StandardCharsets.ISO_8859_1).contains(text);
    }
}
