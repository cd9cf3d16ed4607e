package org.grapnel.mta.session;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.grapnel.hook.MailAddress;

/**
 * The argument of MAIL or RCPT: a path in angle brackets and ESMTP parameters (RFC 5321 4.1.2).
 *
 * @param parameters keywords in upper case; a value of "" where there was none
 */
record Path(MailAddress address, Map<String, String> parameters) {
    private static final int MAX_PATH = 256; // RFC 5321 4.5.3.1.3
    private static final int MAX_PARAMETERS = 20;

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*(=[!-<>-~]+)?");

    /** What is wrong with an argument, as the client is told. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean ofParameters;

        SyntaxException(String problem) {
            this(problem, false);
        }

        SyntaxException(String problem, boolean ofParameters) {
            super(problem);
            this.ofParameters = ofParameters;
        }

        /** The enhanced code to refuse with; RFC 3463 3.6: 5.5.4 for parameters, else the one of the address. */
        String enhanced(String ofAddress) {
            return ofParameters ? "5.5.4" : ofAddress;
        }
    }

    /**
     * Reads {@code FROM:<a@b> SIZE=1} or {@code TO:<a@b>}.
     *
     * @param keyword {@code FROM:} or {@code TO:}
     */
    static Path parse(String argument, String keyword) throws SyntaxException {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new SyntaxException("say " + keyword + "<address>");
        }
        String rest = argument.substring(keyword.length()).stripLeading();
        int end = endOfPath(rest);
        String inside = rest.substring(1, end);
        String after = rest.substring(end + 1);
        if (!after.isEmpty() && after.charAt(0) != ' ') {
            throw new SyntaxException("a space must stand between the address and its parameters");
        }
        return new Path(address(inside), parameters(after));
    }

    /** The position of the closing bracket; brackets inside a quoted local part do not count. */
    private static int endOfPath(String text) throws SyntaxException {
        if (!text.startsWith("<")) {
            throw new SyntaxException("the address must stand in angle brackets");
        }
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        throw new SyntaxException("the closing angle bracket is missing");
    }

    private static MailAddress address(String path) throws SyntaxException {
        if (path.isEmpty()) {
            return MailAddress.NULL_SENDER;
        }
        if (Mailbox.octets(path) > MAX_PATH - 2) {
            throw new SyntaxException("the address is longer than " + MAX_PATH + " bytes");
        }
        String mailbox = path.startsWith("@") ? behindRoute(path) : path;
        int at = mailbox.lastIndexOf('@');
        if (at < 0 && mailbox.equalsIgnoreCase("postmaster")) { // RFC 5321 4.1.1.3
            return new MailAddress(mailbox, "");
        }
        if (at < 0) {
            throw new SyntaxException("the address has no domain");
        }
        return Mailbox.of(mailbox.substring(0, at), mailbox.substring(at + 1));
    }

    /** RFC 5321 appendix C: {@code @one,@two:mailbox}; the route is accepted and ignored (3.6.1). */
    private static String behindRoute(String path) throws SyntaxException {
        int colon = path.indexOf(':');
        if (colon < 0) {
            throw new SyntaxException("the source route does not end with a colon");
        }
        for (String hop : path.substring(0, colon).split(",", -1)) {
            if (!hop.startsWith("@") || !Mailbox.isDomain(hop.substring(1))) {
                throw new SyntaxException("the source route is not a list of @domain (RFC 5321 4.1.2)");
            }
        }
        return path.substring(colon + 1);
    }

    /** True when only SMTPUTF8 allows the address (RFC 6531 3.3). */
    boolean needsUtf8() {
        return !Mailbox.isAscii(address.toString());
    }

    private static Map<String, String> parameters(String text) throws SyntaxException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String word : text.split(" ")) {
            if (word.isEmpty()) {
                continue;
            }
            if (!PARAMETER.matcher(word).matches() || parameters.size() >= MAX_PARAMETERS) {
                throw new SyntaxException("the parameters can't be read (RFC 5321 4.1.2)", true);
            }
            int equals = word.indexOf('=');
            String key = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            if (parameters.put(key, equals < 0 ? "" : word.substring(equals + 1)) != null) {
                throw new SyntaxException("the parameter " + key + " stands twice", true);
            }
        }
        return parameters;
    }
}
