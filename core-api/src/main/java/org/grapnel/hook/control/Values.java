package org.grapnel.hook.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which values may stand in an answer. */
final class Values {
    private static final List<Class<?>> TYPES = List.of(
            String.class,
            Boolean.class,
            Enum.class,
            Number.class,
            Instant.class,
            Duration.class,
            Answer.Size.class,
            Answer.Ratio.class,
            Answer.Mark.class);

    private Values() {}

    private static boolean may(Object value) {
        for (Class<?> type : TYPES) { // of each value of a long table
            if (type.isInstance(value)) {
                return true;
            }
        }
        return false;
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
