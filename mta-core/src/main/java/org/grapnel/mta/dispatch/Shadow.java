package org.grapnel.mta.dispatch;

import java.util.Arrays;
import java.util.Objects;
import org.grapnel.hook.Rollout.ShadowReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a held handler what a serving one was asked, on copies of what could be changed, and reports how the answers compare. */
record Shadow(Handler held, ShadowReport report) {
    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    /** The arguments for the held handler; null when one of them can be changed and can't be copied. */
    static @Nullable Object @Nullable [] copies(@Nullable Object... arguments) {
        @Nullable Object[] copies = arguments.clone();
        for (int i = 0; i < copies.length; i++) {
            Object argument = copies[i];
            if (argument instanceof Copyable copyable) {
                try {
                    copies[i] = copyable.copyFor(true);
                } catch (RuntimeException e) {
                    LOG.warn("{} can't be copied for a shadow; this call is not compared", argument, e);
                    return null;
                }
            } else if (argument != null && !Harmless.cannotBeChanged(argument)) {
                return null;
            }
        }
        return copies;
    }

    void compare(@Nullable Object serving, @Nullable Object @Nullable [] copies) {
        if (copies == null) {
            return;
        }
        String answered = held.answerQuietly(copies);
        String counted = Handler.shown(serving);
        try {
            report.compared(
                    held.point().name(),
                    Subject.of(Arrays.copyOf(copies, 3)),
                    counted,
                    answered,
                    Objects.equals(counted, answered));
        } catch (RuntimeException e) { // the mail has its answer already
            LOG.error(
                    "the report of the shadow of {} at {} failed",
                    held.identity(),
                    held.point().name(),
                    e);
        }
    }
}
