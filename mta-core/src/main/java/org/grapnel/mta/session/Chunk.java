package org.grapnel.mta.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of BDAT (RFC 3030 2).
 *
 * @param size bytes that follow the command line; a number that no chunk can have is {@link Long#MAX_VALUE}
 * @param wellFormed false when something other than LAST stands behind the size
 */
record Chunk(long size, boolean last, boolean wellFormed) {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,20})(?: +(.*))?");

    /** Empty when no size can be read: then nobody knows where the next command begins. */
    static Optional<Chunk> parse(String argument) {
        Matcher matcher = SYNTAX.matcher(argument);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group(2) == null ? "" : matcher.group(2).strip();
        boolean last = rest.equalsIgnoreCase("LAST");
        return Optional.of(new Chunk(size(matcher.group(1)), last, last || rest.isEmpty()));
    }

    private static long size(String digits) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        return number.length() > 18 ? Long.MAX_VALUE : Long.parseLong(number);
    }
}
