package org.grapnel.hook.bounce;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether the sender of a Message gets a DSN.
 *
 * <p>WHEN: before a DSN is made. Never asked for an empty sender (RFC 3461 5.2.9 d, RFC 5321 4.5.5) or where NOTIFY
 * says never.
 *
 * <p>ANSWER: true = a DSN is made, false = none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> message.context().containsKey("campaign") ? Optional.of(false) : Optional.empty()}
 */
@Hook(
        name = "generate_bounces",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "before a DSN is made",
        byDefault = "generate_bounces of binding and domain")
@ConsumerType
@FunctionalInterface
public interface GenerateBounces {
    HookPoint.Of1<GenerateBounces, Message, Optional<Boolean>> POINT =
            HookPoint.first(GenerateBounces.class, GenerateBounces::generateBounces);

    Optional<Boolean> generateBounces(Message message);
}
