package org.grapnel.hook.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which values may stand in an answer. */
final class Values {
    private Values() {}

    private static boolean may(Object value) { // of each value of a long table
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum
                || value instanceof Instant
                || value instanceof Duration
                || value instanceof Answer.Size
                || value instanceof Answer.Ratio
                || value instanceof Answer.Mark;
    }

    static void check(String key, Object value, boolean nested) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(inner -> check(key, inner, nested));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> check(key, inner, nested));
        } else if (!(nested && value instanceof Answer) && !may(value)) {
            throw new IllegalArgumentException(
                    key + ": " + (value == null ? "null" : value.getClass().getName())
                            + " can't stand in an answer; see Answer for what can");
        }
    }
}
