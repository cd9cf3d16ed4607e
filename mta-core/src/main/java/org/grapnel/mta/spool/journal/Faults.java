package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;

/** Reads the system's errors. */
final class Faults {
    private Faults() {}

    /** One line: the place, what failed, what the system says. */
    static SpoolException of(String place, String doing, Throwable cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        Kind kind = kind(cause, reason.toLowerCase(Locale.ROOT));
        String said = cause instanceof IOException ? reason : cause.toString();
        return new SpoolException(kind, place + ": " + doing + ": " + said, cause);
    }

    private static Kind kind(Throwable cause, String reason) {
        if (reason.contains("no space left") || reason.contains("quota exceeded")) {
            return Kind.FULL;
        }
        if (reason.contains("read-only") || cause instanceof AccessDeniedException) {
            return Kind.READ_ONLY;
        }
        return Kind.FAILED;
    }
}
