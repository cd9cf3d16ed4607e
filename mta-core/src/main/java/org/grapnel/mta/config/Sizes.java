package org.grapnel.mta.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as an operator writes them: {@code 50MB}, {@code 1GB}, {@code 512}; a KB is 1024 bytes. */
public final class Sizes {
    private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([KMGT]?)(?:I?B)?");

    private Sizes() {}

    static long parse(String text) throws BadValue {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new BadValue(
                    "'" + text + "' is no size", "write a number of bytes, or one with a unit: 512KB, 50MB, 1GB");
        }
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * UNITS.indexOf(size.group(2))));
        } catch (ArithmeticException e) {
            throw new BadValue("'" + text + "' is too large", "write a smaller size");
        }
    }

    /** In the largest unit that leaves no rest. */
    public static String show(long bytes) {
        int unit = 0;
        long count = bytes;
        while (count != 0 && count % 1024 == 0 && unit < UNITS.size() - 1) {
            count /= 1024;
            unit++;
        }
        return count + UNITS.get(unit) + (unit == 0 ? "" : "B");
    }
}
