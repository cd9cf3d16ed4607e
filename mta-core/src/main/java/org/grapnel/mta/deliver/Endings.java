package org.grapnel.mta.deliver;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.mail.Domain;
import org.grapnel.mta.bounce.Notices;
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
     * @return the removal from the spool, in one unit with the notice; empty when that can't be stored: then nothing has happened
     */
    public Optional<Commit> fail(MailMessage message, Reply reply, boolean notice) {
        DeliveryServices now = services.get();
        Generation hooks = now.dispatcher().pin();
        try (Notices notices = now.bounces().about(hooks, message)) {
            List<Report> failures = message.recipients().stream()
                    .map(recipient -> new Report(recipient, reply, Optional.empty()))
                    .toList();
            Optional<Commit> removal = Optional.empty();
            if (notice && !notices.add(DsnAction.FAILED, failures)) {
                return removal;
            }
            if (!notices.isEmpty()) {
                removal = now.owed().together(notices.loads(), message, Fate.ENDED);
                if (removal.isEmpty()) {
                    return removal;
                }
                notices.handOver();
            }
            Domain domain = now.queue().destination(message.routingDomain());
            now.log().failed(hooks, message, domain, message.recipients(), reply, Optional.empty());
            now.queue().done(message);
            return removal.or(() -> Optional.of(now.owed().remove(message)));
        } finally {
            hooks.release();
        }
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
        now.queue().done(message);
        return now.owed().remove(message);
    }
}
