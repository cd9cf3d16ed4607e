package org.grapnel.hook.queue;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the Message that a connection sends next.
 *
 * <p>WHEN: when a connection is ready for its next Message.
 *
 * <p>ANSWER: a due Message of that Domain and Binding: one the handler keeps, or one of the active set. One that is
 * being delivered or is gone is logged as an error and counts as no answer.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer: the engine chooses.
 *
 * <p>EXAMPLE: {@code (domain, binding, connection) -> byCampaign.next(domain.name())}
 */
@Hook(
        name = "mailq_get_next_active",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "when a connection is ready for its next Message",
        byDefault =
                "mail_queue_get_next_active is asked, then the head of the active set, else idle pool or sibling domain")
@ConsumerType
@FunctionalInterface
public interface MailqGetNextActive {
    HookPoint.Of3<MailqGetNextActive, Domain, Binding, OutboundConnection, Optional<Message>> POINT =
            HookPoint.first(MailqGetNextActive.class, MailqGetNextActive::mailqGetNextActive);

    Optional<Message> mailqGetNextActive(Domain domain, Binding binding, OutboundConnection connection);
}
