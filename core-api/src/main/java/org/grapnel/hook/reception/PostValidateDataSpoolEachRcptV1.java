package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a recipient's validation is over.
 *
 * <p>WHEN: once for each recipient, after the handlers of {@code validate_data_spool_each_rcpt}, whatever they
 * decided.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, session, context) -> counter.increment(message.recipients().get(0).address().domain())}
 */
@Hook(
        name = "post_validate_data_spool_each_rcpt_v1",
        kind = HookKind.OBSERVE,
        thread = HookThread.SESSION,
        when = "after all handlers of validate_data_spool_each_rcpt, once for each recipient",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostValidateDataSpoolEachRcptV1 {
    HookPoint.Of3<PostValidateDataSpoolEachRcptV1, Message, Optional<Session>, ValidationContext, Void> POINT =
            HookPoint.observe(
                    PostValidateDataSpoolEachRcptV1.class,
                    PostValidateDataSpoolEachRcptV1::postValidateDataSpoolEachRcptV1);

    void postValidateDataSpoolEachRcptV1(Message message, Optional<Session> session, ValidationContext context);
}
