package org.grapnel.hook.log;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells of a refusal.
 *
 * <p>WHEN: whenever a 4xx or 5xx reply refuses a connection, a command, a recipient or a mail on an inbound session.
 *
 * <p>ANSWER: none. The text is the reply as one line, codes included.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (time, session, context, phase, text) -> abuse.score(session.remoteAddress().getAddress(),
 * phase)}
 */
@Hook(
        name = "log_rejection",
        kind = HookKind.OBSERVE,
        thread = HookThread.SESSION,
        when = "any rejection on an inbound session",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogRejection {
    HookPoint.Of5<LogRejection, Instant, Session, ValidationContext, RejectionPhase, String, Void> POINT =
            HookPoint.observe(LogRejection.class, LogRejection::logRejection);

    void logRejection(Instant time, Session session, ValidationContext context, RejectionPhase phase, String text);
}
