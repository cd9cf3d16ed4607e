package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes what the EHLO reply offers.
 *
 * <p>WHEN: before each EHLO reply is written, after {@code validate_ehlo}.
 *
 * <p>ANSWER: the keywords to offer. Taking one away also has the engine refuse it; adding one needs a handler that
 * serves it, such as one of {@code unrecognized_command}.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: the value stays as it was.
 *
 * <p>EXAMPLE: {@code (keywords, session) -> slow(session) ? keywords.without("PIPELINING") : keywords}
 */
@Hook(
        name = "esmtp_capabilities",
        kind = HookKind.FOLD,
        thread = HookThread.SESSION,
        when = "before the EHLO reply is written",
        byDefault = "what the listener offers in the session's state")
@ConsumerType
@FunctionalInterface
public interface EsmtpCapabilities {
    HookPoint.Of2<EsmtpCapabilities, EsmtpKeywords, Session, EsmtpKeywords> POINT =
            HookPoint.fold(EsmtpCapabilities.class, EsmtpCapabilities::esmtpCapabilities);

    EsmtpKeywords esmtpCapabilities(EsmtpKeywords keywords, Session session);
}
