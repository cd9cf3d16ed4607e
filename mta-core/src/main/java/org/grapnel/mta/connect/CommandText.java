package org.grapnel.mta.connect;

/** What may stand on a command line. Everything else is refused here and never sent (command injection). */
final class CommandText {
    /** RFC 5321 4.5.3.1.4 allows 512 octets, extensions add to that; no known extension needs more than this. */
    static final int MAX_LINE = 4096;

    private CommandText() {}

    /** One word: no space, no control character; non-ASCII only as UTF-8 under SMTPUTF8. */
    static boolean isToken(String text, boolean utf8) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || !isAllowed(text, i, utf8)) {
                return false;
            }
        }
        return text.length() <= MAX_LINE;
    }

    /**
     * What may stand between {@code <} and {@code >}: a space or an angle bracket only within a quoted local part
     * (RFC 5321 4.1.2), else it would end the path and begin parameters.
     */
    static boolean isPath(String text, boolean utf8) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || !isAllowed(text, i, utf8)) {
                return false;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
                if (i == text.length() || text.charAt(i) < ' ' || text.charAt(i) > '~') {
                    return false; // quoted-pairSMTP is ASCII only, also under SMTPUTF8
                }
            } else if (!quoted && (c == ' ' || c == '<' || c == '>')) {
                return false;
            }
        }
        return !quoted && text.length() <= MAX_LINE;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Fit for a log line or a reply text: control characters shown as {@code ?}, long text cut. */
    static String shown(String text) {
        String cut = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        StringBuilder out = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return out.toString();
    }

    private static boolean isAllowed(String text, int at, boolean utf8) {
        char c = text.charAt(at);
        if (c < 0x7f) {
            return true;
        }
        if (!utf8 || c <= 0x9f || c == '\u2028' || c == '\u2029') { // DEL, C1 controls and line separators: never
            return false;
        }
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        return !Character.isLowSurrogate(c) || (at > 0 && Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
