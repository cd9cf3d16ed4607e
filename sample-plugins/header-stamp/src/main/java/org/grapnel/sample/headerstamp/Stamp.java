package org.grapnel.sample.headerstamp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A configuration that was found good: the field's name and its text cut into pieces.
 *
 * @param pieces in order; fixed text is a piece that ignores the facts
 */
record Stamp(String header, List<Function<Facts, String>> pieces) {
    private static final int MAX_NAME = 64;
    private static final int MAX_TEXT = 500;
    /** A line has at most 998 bytes (RFC 5322 2.1.1); this leaves room for the name, colon and space. */
    private static final int MAX_VALUE = 900;

    /** Reads the two options; IllegalArgumentException says {@code key: what is wrong and what would be right}. */
    static Stamp of(String header, String text) {
        return new Stamp(checkedName(header), pieces(text));
    }

    /** The field's value for one mail, at most {@value #MAX_VALUE} bytes in UTF-8; what is longer is cut. */
    String value(Facts facts) {
        StringBuilder value = new StringBuilder();
        pieces.forEach(piece -> value.append(piece.apply(facts)));
        return cut(value.toString());
    }

    private static String checkedName(String header) {
        // RFC 5322 3.6.8: printable US-ASCII except the colon
        boolean good = !header.isEmpty()
                && header.length() <= MAX_NAME
                && header.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
        if (!good) {
            throw new IllegalArgumentException("header: '" + header + "' is not a field name; use 1 to " + MAX_NAME
                    + " printable US-ASCII characters without space and colon");
        }
        return header;
    }

    private static List<Function<Facts, String>> pieces(String text) {
        if (text.isBlank() || text.length() > MAX_TEXT || !text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "text: must be 1 to " + MAX_TEXT + " printable US-ASCII characters on one line, not all space");
        }
        List<Function<Facts, String>> pieces = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("text: '" + text.substring(open) + "' lacks its closing brace");
            }
            String fixed = text.substring(from, open);
            pieces.add(facts -> fixed);
            pieces.add(placeholder(text.substring(open + 1, close))::value);
            from = close + 1;
        }
        String rest = text.substring(from);
        pieces.add(facts -> rest);
        return List.copyOf(pieces);
    }

    private static Placeholder placeholder(String name) {
        return Placeholder.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "text: {" + name + "} is not a placeholder; use " + Placeholder.known()));
    }

    private static String cut(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_VALUE) {
            return value;
        }
        int end = MAX_VALUE;
        while ((bytes[end] & 0xc0) == 0x80) { // not within a character
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
