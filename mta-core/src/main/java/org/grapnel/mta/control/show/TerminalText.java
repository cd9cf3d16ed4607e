package org.grapnel.mta.control.show;

import java.util.ArrayList;
import java.util.List;

/** Text on a terminal: harmless, measured, cut and wrapped by columns. */
final class TerminalText {
    private TerminalText() {}

    /** On one line: control characters, line ends among them, are shown as escapes. */
    static String line(String text) {
        return clean(text, false);
    }

    /** The same, but line feeds and tabs stay. */
    static String lines(String text) {
        return clean(text.replace("\r\n", "\n"), true);
    }

    private static String clean(String text, boolean keepLines) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmless = !isControl(c) || (keepLines && (c == '\n' || c == '\t'));
            if (!harmless && clean == null) {
                clean = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (clean != null) {
                if (harmless) {
                    clean.append(c);
                } else {
                    clean.append(escape(c));
                }
            }
        }
        return clean == null ? text : clean.toString();
    }

    /** C0, DEL, C1, and the characters that turn the direction of what follows. */
    private static boolean isControl(char c) {
        return c < ' '
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029;
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c <= 0xff ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c);
        };
    }

    /** Columns that the text takes: combining marks none, East Asian wide characters and pictographs two. */
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c);
            i += Character.charCount(c);
        }
        return width;
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }

    /** At most so many columns; what was cut ends with an ellipsis. */
    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        return text.substring(0, prefix(text, columns - 1)) + "…";
    }

    /** Index of the first character that no longer fits into so many columns. */
    private static int prefix(String text, int columns) {
        int width = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            width += width(c);
            if (width > columns) {
                return i;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    /** Broken into lines of at most so many columns, at spaces where there are any. */
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width(rest) > columns) {
            int hard = Math.max(prefix(rest, columns), Character.charCount(rest.codePointAt(0)));
            int space = rest.lastIndexOf(' ', hard);
            int end = space > hard / 4 ? space : hard;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    static String pad(String text, int columns, boolean right) {
        String spaces = " ".repeat(Math.max(0, columns - width(text)));
        return right ? spaces + text : text + spaces;
    }
}
