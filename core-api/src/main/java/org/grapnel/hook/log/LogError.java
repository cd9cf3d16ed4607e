package org.grapnel.hook.log;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows each error record of the engine.
 *
 * <p>WHEN: for each record of WARNING and above that the engine logs. A handler that causes an error here is not told
 * of that one.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (time, level, text) -> { if (level == LogLevel.CRITICAL) pager.send(text); }}
 */
@Hook(
        name = "log_error",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "each engine error record",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogError {
    HookPoint.Of3<LogError, Instant, LogLevel, String, Void> POINT =
            HookPoint.observe(LogError.class, LogError::logError);

    void logError(Instant time, LogLevel level, String text);
}
