package org.grapnel.mta.connect;

import java.util.List;
import java.util.Optional;

/**
 * One reply, as the server gave it or as the client says in its place.
 *
 * @param code three digits, 200 to 599
 * @param enhanced such as {@code 5.1.1}, where the text begins with one of the code's class (RFC 2034)
 * @param lines at least one; the text after the code, enhanced code included, control characters replaced
 * @param octets bytes of the reply as it came; 0 when it was made here and no server said it
 */
public record Reply(int code, Optional<String> enhanced, List<String> lines, int octets) {
    /** Lines are copied. */
    public Reply {
        if (code < 200 || code > 599 || lines.isEmpty()) {
            throw new IllegalArgumentException("reply " + code + " with " + lines.size() + " lines is none");
        }
        lines = List.copyOf(lines);
    }

    static Reply local(int code, String enhanced, String text) {
        return new Reply(code, Optional.of(enhanced), List.of(enhanced + " " + CommandText.shown(text)), 0);
    }

    static Reply fromServer(int code, List<String> lines, int octets) {
        return new Reply(code, EnhancedCode.of(code, lines.get(0)), lines, octets);
    }

    /** Made here; the server did not say it. */
    public boolean local() {
        return octets == 0;
    }

    public boolean positive() {
        return code < 300;
    }

    public boolean transientFailure() {
        return code >= 400 && code < 500;
    }

    public boolean permanentFailure() {
        return code >= 500;
    }

    /** RFC 5321 3.8: the server closes the channel after this one. */
    public boolean closing() {
        return code == 421 && !local();
    }

    /** Code and all lines in one, for logs and bounces. */
    public String text() {
        return code + " " + String.join(" ", lines);
    }
}
