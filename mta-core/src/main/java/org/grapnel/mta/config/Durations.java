package org.grapnel.mta.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as an operator writes them: {@code 20m}, {@code 2s}, {@code 1h30m}, {@code 500ms}, {@code 5d}. */
public final class Durations {
    private record Unit(String name, Duration length) {}

    private static final List<Unit> LONGEST_FIRST = List.of(
            new Unit("w", Duration.ofDays(7)),
            new Unit("d", Duration.ofDays(1)),
            new Unit("h", Duration.ofHours(1)),
            new Unit("m", Duration.ofMinutes(1)),
            new Unit("s", Duration.ofSeconds(1)),
            new Unit("ms", Duration.ofMillis(1)));
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
    private static final String MEND = "write a number and a unit, such as 2s, 20m, 12h, 5d or 500ms";

    private Durations() {}

    public static Duration parse(String text) throws BadValue {
        String lower = text.toLowerCase(Locale.ROOT).replace(" ", "");
        if (lower.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(lower);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find(end) && part.start() == end) {
            sum = sum.plus(length(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
        }
        if (end == 0 || end < lower.length()) {
            throw new BadValue("'" + text + "' is no duration", MEND);
        }
        return sum;
    }

    /** The shortest way to write it that {@link #parse} reads back. */
    public static String show(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        Duration rest = duration;
        for (Unit unit : LONGEST_FIRST) {
            long count = rest.dividedBy(unit.length());
            Duration part = unit.length().multipliedBy(count);
            // weeks only where nothing is left over: 12d reads better than 1w5d
            if (count > 0 && (rest.equals(part) || !unit.name().equals("w"))) {
                text.append(count).append(unit.name());
                rest = rest.minus(part);
            }
        }
        return text.toString();
    }

    private static Duration length(String unit) {
        return LONGEST_FIRST.stream()
                .filter(known -> known.name().equals(unit))
                .findFirst()
                .orElseThrow()
                .length();
    }
}
