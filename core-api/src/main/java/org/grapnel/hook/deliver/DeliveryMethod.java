package org.grapnel.hook.deliver;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses by what a Message is delivered.
 *
 * <p>WHEN: when a delivery of a Message begins, before a connection is looked for.
 *
 * <p>ANSWER: one of the engine's agents (smtp, lmtp, maildir, pipe, discard) or the handler's own {@link
 * DeliveryAgent}; an unknown name is logged as an error and counts as no answer.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, domain) -> domain.name().equals("tickets.example") ?
 * Optional.of(DeliveryChoice.own("tickets", agent)) : Optional.empty()}
 */
@Hook(
        name = "delivery_method",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "when a delivery begins",
        byDefault = "smtp")
@ConsumerType
@FunctionalInterface
public interface DeliveryMethod {
    HookPoint.Of2<DeliveryMethod, Message, Domain, Optional<DeliveryChoice>> POINT =
            HookPoint.first(DeliveryMethod.class, DeliveryMethod::deliveryMethod);

    Optional<DeliveryChoice> deliveryMethod(Message message, Domain domain);
}
