package org.grapnel.mta.reception;

import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.reception.ValidateDataSpool;

/** Asks about the whole mail, before it is split. */
final class WholeMail {
    private WholeMail() {}

    static Optional<Outcome> validate(Parcel parcel) {
        Submission source = parcel.source();
        Verdict.OfMail verdict = parcel.hooks()
                .call(ValidateDataSpool.POINT, source.transaction().orElseThrow(), source.context());
        if (verdict instanceof Verdict.Quarantine quarantine) {
            parcel.quarantine(quarantine.reason());
        }
        if (verdict instanceof Verdict.Discard || source.recipients().isEmpty()) {
            return Optional.of(discarded(parcel));
        }
        return Verdict.refusalOf(verdict)
                .map(reply -> Outcome.refused(RejectionPhase.CONTENT, parcel.expanded(reply, Optional.empty())));
    }

    /** What a client is told of a mail that goes nowhere: the same as of any other. */
    static Outcome discarded(Parcel parcel) {
        return Outcome.accepted(
                Reply.of(250, "2.0.0", "Ok: queued as " + parcel.source().id()));
    }
}
