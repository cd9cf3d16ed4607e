package org.grapnel.hook.bounce;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Reply;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Classifies a server's refusal.
 *
 * <p>WHEN: each 4xx or 5xx reply of a remote server.
 *
 * <p>ANSWER: the class; it stands in the logs and in the events of section 12. Whether the Message is retried is the
 * reply code's decision, not the class's. The domain is the routing domain.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (reply, domain) -> reply.text().contains("over quota") ? Optional.of(MAILBOX_FULL) :
 * Optional.empty()}
 */
@Hook(
        name = "smtp_error_classify",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "each 4xx or 5xx reply of a remote server",
        byDefault = "the shipped rules, by code, enhanced code and text")
@ConsumerType
@FunctionalInterface
public interface SmtpErrorClassify {
    HookPoint.Of2<SmtpErrorClassify, Reply, String, Optional<BounceClass>> POINT =
            HookPoint.first(SmtpErrorClassify.class, SmtpErrorClassify::smtpErrorClassify);

    Optional<BounceClass> smtpErrorClassify(Reply reply, String domain);
}
