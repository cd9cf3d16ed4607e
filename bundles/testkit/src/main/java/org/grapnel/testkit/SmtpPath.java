package org.grapnel.testkit;

import java.net.ProtocolException;
import java.util.List;

/** The path and the ESMTP parameters of MAIL or RCPT (RFC 5321 4.1.2). */
record SmtpPath(String address, List<String> parameters) {
    static SmtpPath parse(String keyword, String argument) throws ProtocolException {
        int close = closing(argument);
        int open = argument.indexOf('<');
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length()) || open < 0 || close < open)
            throw new ProtocolException("not a path: '" + argument + "'");
        String rest = argument.substring(close + 1).strip();
        return new SmtpPath(
                argument.substring(open + 1, close), rest.isEmpty() ? List.of() : List.of(rest.split(" +")));
    }

    /** The first closing bracket outside a quoted string. */
    private static int closing(String argument) {
        boolean quoted = false;
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (c == '>' && !quoted) return i;
        }
        return -1;
    }
}
