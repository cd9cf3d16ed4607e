package org.grapnel.hook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An SMTP reply: code, enhanced code and text lines (RFC 5321 4.2, RFC 2034).
 *
 * @param code 200 to 599
 * @param enhanced the enhanced status code, where the reply has one
 * @param lines one or more lines of printable text, without CR and LF
 */
public record Reply(int code, Optional<EnhancedCode> enhanced, List<String> lines) {
    public Reply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException(code + ": a reply code is 200–599 (RFC 5321 4.2.1)");
        }
        lines = lines.isEmpty() ? List.of("") : List.copyOf(lines);
        for (String line : lines) {
            if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a line of a reply holds CR or LF: " + line.strip());
            }
        }
    }

    /** {@code Reply.of(550, "5.7.1", "go away")}; line feeds in the text separate lines. */
    public static Reply of(int code, String enhanced, String text) {
        return new Reply(
                code, Optional.of(EnhancedCode.of(enhanced)), text.lines().toList());
    }

    /** A reply without an enhanced code: greetings, 354, and what a peer sent without one. */
    public static Reply plain(int code, String text) {
        return new Reply(code, Optional.empty(), text.lines().toList());
    }

    public boolean isPositive() {
        return code < 400;
    }

    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    public boolean isPermanent() {
        return code >= 500;
    }

    /** The lines joined by a space, without codes. */
    public String text() {
        return lines.size() == 1 ? lines.get(0) : String.join(" ", lines);
    }

    /** The reply as it stands on the wire, CRLF at the end of each line. */
    public String wire() {
        String prefix = enhanced.map(e -> e + " ").orElse("");
        if (lines.size() == 1) {
            return code + " " + prefix + lines.get(0) + "\r\n";
        }
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            wire.append(code).append(i == lines.size() - 1 ? ' ' : '-');
            wire.append(prefix).append(lines.get(i)).append("\r\n");
        }
        return wire.toString();
    }

    /** On one line, as logs show it: {@code 550 5.7.1 go away}. */
    @Override
    public String toString() {
        return code + enhanced.map(e -> " " + e).orElse("") + " "
                + lines.stream().collect(Collectors.joining(" / "));
    }
}
