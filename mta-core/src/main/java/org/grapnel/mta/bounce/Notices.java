package org.grapnel.mta.bounce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.mail.Message;
import org.grapnel.mta.reception.OwnMail;
import org.grapnel.mta.spool.Load;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notices that follow from one event of a message. They are stored in one unit with what becomes of the message, so that after a crash
 * its sender is told once. To be closed. Belongs to one thread.
 */
public final class Notices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Bounces maker;
    private final Hooks hooks;
    private final Message message;
    private final List<OwnMail> mails = new ArrayList<>(1);

    Notices(Bounces maker, Hooks hooks, Message message) {
        this.maker = maker;
        this.hooks = hooks;
        this.message = message;
    }

    /**
     * Makes one notice about all these recipients, where there shall be one.
     *
     * @return false when it can't be made now; true when it is made, or none is due, or policy forbids it
     */
    public boolean add(DsnAction action, List<Report> reports) {
        String name = NoticeWords.of(action).log();
        try {
            Optional<OwnMail> notice = maker.notice(hooks, message, action, reports);
            Optional<Reply> refusal = notice.flatMap(OwnMail::refusal);
            if (refusal.isPresent()) {
                LOG.warn("{}: the {} was not taken: {}", message.id(), name, refusal.get());
                notice.ifPresent(OwnMail::close);
                return refusal.get().isPermanent();
            }
            notice.ifPresent(mails::add);
            return true;
        } catch (IOException e) {
            LOG.error("{}: the {} can't be made: {}", message.id(), name, e.toString());
            return false;
        }
    }

    public boolean isEmpty() {
        return mails.isEmpty();
    }

    /** What is to be stored. */
    public List<Load> loads() {
        return mails.stream().flatMap(mail -> mail.loads().stream()).toList();
    }

    /** They are on stable storage: they go to their queues. */
    public void handOver() {
        mails.forEach(OwnMail::handOver);
    }

    @Override
    public void close() {
        mails.forEach(OwnMail::close);
    }
}
