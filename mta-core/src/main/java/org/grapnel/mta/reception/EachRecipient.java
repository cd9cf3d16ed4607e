package org.grapnel.mta.reception;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.PostValidateDataSpoolEachRcptV1;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.session.Protocol;
import org.grapnel.mta.mail.Draft;

/**
 * Asks about each recipient with the data at hand. Every recipient has a draft of his own for that; those whose drafts
 * are still alike afterwards travel together again.
 *
 * <p>LMTP has a reply for each recipient (RFC 2033 4.2): who is refused is told so, the others go on. SMTP has one reply for all: a deferral of
 * one defers the mail; when some are refused and others not, the mail is accepted and the refused ones get a failure notice like any other that
 * fails later; when all are refused, so is the mail.
 */
final class EachRecipient {
    private final Parcel parcel;
    private final boolean replyForEach;
    private final List<Draft> kept = new ArrayList<>();
    private final List<Draft> failed = new ArrayList<>();
    private final Map<MailAddress, Reply> refusals = new LinkedHashMap<>();
    private boolean anyDiscarded;

    private EachRecipient(Parcel parcel) {
        this.parcel = parcel;
        this.replyForEach = parcel.source()
                .session()
                .filter(session -> session.protocol() == Protocol.LMTP)
                .isPresent();
    }

    static Optional<Outcome> validate(Parcel parcel) {
        return parcel.hooks().anyFor(ValidateDataSpoolEachRcpt.POINT)
                        || parcel.hooks().anyFor(PostValidateDataSpoolEachRcptV1.POINT)
                ? new EachRecipient(parcel).outcome()
                : Optional.empty();
    }

    private Optional<Outcome> outcome() {
        for (Draft draft : parcel.drafts()) {
            List<Draft> ofThis = new ArrayList<>(1);
            for (Recipient recipient : draft.recipients()) {
                Draft own = draft.recipients().size() == 1 ? draft : draft.forRecipients(List.of(recipient));
                Verdict.OfDelivery verdict = ask(own);
                if (verdict instanceof Verdict.Defer defer && !replyForEach) {
                    return Optional.of(refused(expanded(defer.reply(), own)));
                }
                sort(verdict, own, ofThis);
            }
            kept.addAll(rejoined(ofThis));
        }
        if (replyForEach) {
            parcel.refused(refusals);
        } else if (!kept.isEmpty() || anyDiscarded) {
            kept.addAll(failed); // the client is told that the mail was accepted, so the sender must hear of these
        }
        if (kept.isEmpty()) {
            return Optional.of(
                    anyDiscarded || refusals.isEmpty()
                            ? WholeMail.discarded(parcel)
                            : refused(refusals.values().iterator().next()));
        }
        parcel.drafts(kept);
        return Optional.empty();
    }

    private void sort(Verdict.OfDelivery verdict, Draft own, List<Draft> going) {
        Optional<Reply> refusal = Verdict.refusalOf(verdict).map(reply -> expanded(reply, own));
        if (refusal.isPresent()) {
            refusals.put(own.recipients().get(0).address(), refusal.get());
            own.fail(refusal.get());
            failed.add(own);
        } else if (verdict instanceof Verdict.Discard) {
            anyDiscarded = true;
        } else {
            going.add(own);
        }
    }

    private Reply expanded(Reply reply, Draft own) {
        return parcel.expanded(reply, Optional.of(own.recipients().get(0).address()));
    }

    private Verdict.OfDelivery ask(Draft draft) {
        Submission source = parcel.source();
        Verdict.OfDelivery verdict =
                parcel.hooks().call(ValidateDataSpoolEachRcpt.POINT, draft, source.session(), source.context());
        parcel.hooks().call(PostValidateDataSpoolEachRcptV1.POINT, draft, source.session(), source.context());
        return verdict;
    }

    private static Outcome refused(Reply reply) {
        return Outcome.refused(RejectionPhase.EACH_RECIPIENT, reply);
    }

    private static List<Draft> rejoined(List<Draft> drafts) {
        return Alike.groups(drafts, Draft::likeness, Draft::sameAs).stream()
                .map(group -> group.size() == 1
                        ? group.get(0)
                        : group.get(0)
                                .forRecipients(group.stream()
                                        .flatMap(draft -> draft.recipients().stream())
                                        .toList()))
                .toList();
    }
}
