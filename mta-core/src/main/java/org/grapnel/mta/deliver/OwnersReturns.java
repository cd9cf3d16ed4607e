package org.grapnel.mta.deliver;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.queue.OwnedMessages;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.Queue;

/** What handlers that own messages say of them. Safe for use by any thread. */
public final class OwnersReturns implements OwnedMessages {
    private final Supplier<DeliveryServices> services;
    private final Endings endings;

    public OwnersReturns(Supplier<DeliveryServices> services, Endings endings) {
        this.services = services;
        this.endings = endings;
    }

    @Override
    public void giveBack(Message message, Instant due) {
        MailMessage owned = takenBack(message);
        owned.state(owned.state().due(due.toEpochMilli()));
        services.get().queue().restore(owned);
    }

    @Override
    public void finish(Message message, String note) {
        endings.discard(takenBack(message), note);
    }

    @Override
    public List<Message> all() {
        return List.copyOf(services.get().queue().owned());
    }

    private MailMessage takenBack(Message message) {
        Queue queue = services.get().queue();
        if (message instanceof MailMessage owned && owned.place() == MailMessage.Place.OWNED && queue.withdraw(owned)) {
            return owned;
        }
        throw new IllegalStateException(message + " belongs to no handler (any more)");
    }
}
