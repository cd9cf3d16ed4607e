package org.grapnel.mta.reception;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.LogReceptionV1;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.reception.StoreOutcome;
import org.grapnel.hook.reception.SwapOutMulti;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.mta.mail.Draft;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Load;
import org.grapnel.mta.spool.SpoolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the messages to stable storage and hands them to the queue. Before this stage nothing is acknowledged, after it nothing is lost. */
final class Storing {
    private static final Logger LOG = LoggerFactory.getLogger(Storing.class);
    private static final Set<SwapFlag> RECEPTION = Set.of(SwapFlag.RECEPTION);

    private final ReceptionServices services;
    private final MailMessage.Home home;

    Storing(ReceptionServices services) {
        this.services = services;
        this.home = new MailMessage.Home(services.spool(), services.dispatcher().live());
    }

    /** Asks for each message whether it may be written. */
    Optional<Outcome> permit(Parcel parcel) {
        for (Draft draft : parcel.drafts()) {
            if (parcel.hooks().call(PreSwapOutMeta.POINT, draft, RECEPTION) instanceof Verdict.Fail fail) {
                LOG.warn("{}: a handler of {} stopped the write: {}", draft, PreSwapOutMeta.POINT, fail.reason());
                return Optional.of(refused(Reply.of(451, "4.3.0", "The message can't be stored now")));
            }
        }
        return Optional.empty();
    }

    /** Messages with the same content share one body. One commit for all of them: a crash leaves all or none. */
    Optional<Outcome> store(Parcel parcel) {
        Optional<StoreOutcome> elsewhere = parcel.source().recipients().size() > 1
                ? parcel.hooks().call(SwapOutMulti.POINT, List.copyOf(parcel.drafts()))
                : Optional.empty();
        if (elsewhere.equals(Optional.of(StoreOutcome.FAILED))) {
            LOG.warn("{}: a handler of {} could not store it", parcel.source().id(), SwapOutMulti.POINT);
            return Optional.of(refused(Reply.of(451, "4.3.0", "The message can't be stored now")));
        }
        List<MailMessage> messages = new ArrayList<>();
        List<Load> loads = loads(parcel, messages);
        try {
            if (elsewhere.isPresent()) {
                services.spool().keep(loads);
            } else {
                services.spool().store(loads).await();
            }
        } catch (IOException e) {
            LOG.error(
                    "{}: stored elsewhere, but its body can't be kept: {}",
                    parcel.source().id(),
                    e.toString());
            return Optional.of(refused(Reply.of(451, "4.3.0", "The message can't be stored now")));
        } catch (SpoolException e) {
            return Optional.of(failed(parcel, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            withdraw(messages);
            return Optional.of(refused(Reply.of(451, "4.3.2", "The server is shutting down")));
        }
        parcel.stored(messages);
        return Optional.empty();
    }

    /**
     * What is to be stored of the messages.
     *
     * @param messages gets them
     */
    List<Load> loads(Parcel parcel, List<MailMessage> messages) {
        List<Load> loads = new ArrayList<>(1);
        for (List<Draft> alike :
                Alike.groups(parcel.drafts(), draft -> draft.content().likeness(), (one, other) -> one.content()
                        .sameAs(other.content()))) {
            List<Entry> entries = new ArrayList<>(alike.size());
            for (Draft draft : alike) {
                MailMessage message = MailMessage.of(home, draft);
                messages.add(message);
                entries.add(new Entry(message.number(), Metadata.write(message)));
            }
            loads.add(new Load(alike.get(0).content().whole(), entries));
        }
        return loads;
    }

    Optional<Outcome> handOver(Parcel parcel) {
        for (MailMessage message : parcel.stored()) {
            services.dispatcher().trails().link(message.id(), parcel.source().id());
            parcel.hooks()
                    .call(
                            LogReceptionV1.POINT,
                            parcel.source().session(),
                            message,
                            services.clock().instant(),
                            message.state().held() == null
                                    ? ""
                                    : "held: " + message.state().held());
            services.queue().enqueue(message);
        }
        return Optional.of(Outcome.accepted(
                Reply.of(250, "2.0.0", "Ok: queued as " + parcel.stored().get(0).id())));
    }

    private static Outcome failed(Parcel parcel, SpoolException reason) {
        LOG.error("{}: not stored: {}", parcel.source().id(), reason.getMessage());
        return refused(
                reason.kind() == SpoolException.Kind.FULL
                        ? Reply.of(452, "4.3.1", "There is no room for the message now, please try again later")
                        : Reply.of(451, "4.3.0", "The message can't be stored now, please try again later"));
    }

    /** Nobody waits for the commit any more, and the client will send the mail again. */
    private void withdraw(List<MailMessage> messages) {
        for (MailMessage message : messages) {
            services.spool().remove(message.number()).whenDone(reason -> reason.filter(
                            e -> e.kind() != SpoolException.Kind.NO_SUCH_MESSAGE)
                    .ifPresent(e -> LOG.error(
                            "{}: refused, but still in the spool; a restart sends it: {}", message, e.getMessage())));
        }
    }

    private static Outcome refused(Reply reply) {
        return Outcome.refused(RejectionPhase.SPOOL, reply);
    }
}
