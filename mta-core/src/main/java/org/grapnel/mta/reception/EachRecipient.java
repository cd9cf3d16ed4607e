package org.grapnel.mta.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.PostValidateDataSpoolEachRcptV1;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.mta.mail.Draft;

/**
 * Asks about each recipient with the data at hand. Every recipient has a draft of his own for that; those whose drafts
 * are still alike afterwards travel together again.
 *
 * <p>SMTP has one reply for all recipients: a deferral of one defers the mail; when some are refused and others accepted, the mail is accepted
 * and the refused ones get a failure notice like any other that fails later; when all are refused, so is the mail.
 */
final class EachRecipient {
    private EachRecipient() {}

    static Optional<Outcome> validate(Parcel parcel) {
        if (!parcel.hooks().anyFor(ValidateDataSpoolEachRcpt.POINT)
                && !parcel.hooks().anyFor(PostValidateDataSpoolEachRcptV1.POINT)) {
            return Optional.empty();
        }
        List<Draft> kept = new ArrayList<>();
        List<Draft> failed = new ArrayList<>();
        Optional<Reply> refusal = Optional.empty();
        for (Draft draft : parcel.drafts()) {
            List<Draft> ofThis = new ArrayList<>(1);
            for (Recipient recipient : draft.recipients()) {
                Draft own = draft.recipients().size() == 1 ? draft : draft.forRecipients(List.of(recipient));
                Verdict.OfDelivery verdict = ask(parcel, own);
                if (verdict instanceof Verdict.Defer defer) {
                    return Optional.of(Outcome.refused(RejectionPhase.EACH_RECIPIENT, defer.reply()));
                }
                if (verdict instanceof Verdict.Reject reject) {
                    refusal = refusal.or(() -> Optional.of(reject.reply()));
                    own.fail(reject.reply());
                    failed.add(own);
                } else if (!(verdict instanceof Verdict.Discard)) {
                    ofThis.add(own);
                }
            }
            kept.addAll(rejoined(ofThis));
        }
        if (kept.isEmpty()) {
            return Optional.of(refusal.map(reply -> Outcome.refused(RejectionPhase.EACH_RECIPIENT, reply))
                    .orElseGet(() -> WholeMail.discarded(parcel)));
        }
        kept.addAll(failed);
        parcel.drafts(kept);
        return Optional.empty();
    }

    private static Verdict.OfDelivery ask(Parcel parcel, Draft draft) {
        Submission source = parcel.source();
        Verdict.OfDelivery verdict =
                parcel.hooks().call(ValidateDataSpoolEachRcpt.POINT, draft, source.session(), source.context());
        parcel.hooks().call(PostValidateDataSpoolEachRcptV1.POINT, draft, source.session(), source.context());
        return verdict;
    }

    private static List<Draft> rejoined(List<Draft> drafts) {
        if (drafts.size() < 2) {
            return drafts;
        }
        List<Draft> joined = new ArrayList<>();
        List<List<Recipient>> recipients = new ArrayList<>();
        for (Draft draft : drafts) {
            int same = 0;
            while (same < joined.size() && !joined.get(same).sameAs(draft)) {
                same++;
            }
            if (same == joined.size()) {
                joined.add(draft);
                recipients.add(new ArrayList<>());
            }
            recipients.get(same).addAll(draft.recipients());
        }
        List<Draft> result = new ArrayList<>();
        for (int i = 0; i < joined.size(); i++) {
            boolean alone = recipients.get(i).size() == 1;
            result.add(alone ? joined.get(i) : joined.get(i).forRecipients(recipients.get(i)));
        }
        return result;
    }
}
