package org.grapnel.mta.deliver;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Domain;
import org.grapnel.mta.bounce.Report;
import org.grapnel.mta.dispatch.Generation;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.spool.Commit;

/**
 * The last event of messages that end without an attempt: an operator or an owner says so. The message was withdrawn from the queue
 * before, and belongs to the caller. Safe for use by any thread.
 */
public final class Endings {

    private final Supplier<DeliveryServices> services;

    public Endings(Supplier<DeliveryServices> services) {
        this.services = services;
    }

    /**
     * All recipients fail by that reply.
     *
     * @param notice whether the sender is told, as far as the configuration and the handlers want it
     * @return the removal from the spool; empty when the notice can't be stored: then nothing has happened
     */
    public Optional<Commit> fail(MailMessage message, Reply reply, boolean notice) {
        DeliveryServices now = services.get();
        Generation hooks = now.dispatcher().pin();
        try {
            List<Report> failures = message.recipients().stream()
                    .map(recipient -> new Report(recipient, reply, Optional.empty()))
                    .toList();
            if (notice && !now.bounces().failed(hooks, message, failures)) {
                return Optional.empty();
            }
            Domain domain = now.queue().destination(message.routingDomain());
            now.log().failed(hooks, message, domain, message.recipients(), reply, Optional.empty());
        } finally {
            hooks.release();
        }
        return Optional.of(removed(now, message));
    }

    /** All recipients end as discarded: nothing is sent, nobody is told. */
    public Commit discard(MailMessage message, String note) {
        DeliveryServices now = services.get();
        Generation hooks = now.dispatcher().pin();
        try {
            Reply reply = Reply.of(554, "5.0.0", "Discarded: " + Answers.printable(note));
            Domain domain = now.queue().destination(message.routingDomain());
            now.log().discarded(hooks, message, domain, message.recipients(), reply);
        } finally {
            hooks.release();
        }
        return removed(now, message);
    }

    private static Commit removed(DeliveryServices now, MailMessage message) {
        now.queue().done(message);
        return now.owed().remove(message);
    }
}
