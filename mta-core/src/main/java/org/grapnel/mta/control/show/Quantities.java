package org.grapnel.mta.control.show;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import org.grapnel.hook.control.Answer;

/** Sizes, durations and shares as people read them. */
final class Quantities {
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Quantities() {}

    /** Three digits and a unit of powers of 1000: {@code 512 B}, {@code 1.4 MB}, {@code 25.0 GB}. */
    static String size(Answer.Size size) {
        double value = size.bytes();
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < SIZES.length - 1) {
            value /= 1000;
            unit++;
        }
        String digits = unit == 0 || Math.abs(value) >= 99.95 ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, digits, value) + " " + SIZES[unit];
    }

    /** The two largest units: {@code 450 ms}, {@code 12.3 s}, {@code 4m 05s}, {@code 2h 14m}, {@code 3d 04h}. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            long millis = duration.toMillis();
            return millis > 0 || duration.isZero() ? millis + " ms" : duration.toNanos() / 1_000 + " µs";
        }
        if (seconds < 60) {
            long tenths = duration.toMillis() / 100;
            return tenths % 10 == 0 ? seconds + " s" : String.format(Locale.ROOT, "%d.%d s", seconds, tenths % 10);
        }
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh %02dm", seconds / 3_600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%dd %02dh", seconds / 86_400, seconds / 3_600 % 24);
    }

    static String ratio(Answer.Ratio ratio) {
        return String.format(Locale.ROOT, "%.1f %%", ratio.value() * 100);
    }

    /** Whole numbers as they are, others with at most three decimals. */
    static String number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                return "–";
            }
            BigDecimal rounded =
                    BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
            return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
        }
        return number.toString();
    }
}
