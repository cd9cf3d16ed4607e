package org.grapnel.mta.reception;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.mta.dispatch.Generation;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.spool.Load;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail that the server made itself, after all stages but the last two: its maker stores it, in one unit with what becomes of the message
 * that it is about, then hands it over. To be closed in any case. Belongs to one thread.
 */
public final class OwnMail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnMail.class);

    private final Storing storing;
    private final Parcel parcel;
    private final Generation hooks;
    private final Intake intake;
    private final Optional<Outcome> refused;
    private final List<MailMessage> messages = new ArrayList<>(1);
    private final List<Load> loads;

    OwnMail(Storing storing, Parcel parcel, Generation hooks, Intake intake, Optional<Outcome> refused) {
        this.storing = storing;
        this.parcel = parcel;
        this.hooks = hooks;
        this.intake = intake;
        this.refused = refused;
        this.loads = refused.isPresent() ? List.of() : storing.loads(parcel, messages);
    }

    /** Why there is no such mail, or none now. */
    public Optional<Reply> refusal() {
        return refused.map(Outcome::reply);
    }

    /** What is to be stored; nothing of a refused mail. */
    public List<Load> loads() {
        return loads;
    }

    /** It is on stable storage: it goes to its queue. */
    public void handOver() {
        parcel.stored(messages);
        var unused = storing.handOver(parcel);
    }

    @Override
    public void close() {
        hooks.release();
        try {
            intake.close();
        } catch (IOException e) {
            LOG.warn(
                    "{}: what it was made in can't be deleted: {}",
                    parcel.source().id(),
                    e.toString());
        }
    }
}
