package org.grapnel.mta.reception;

import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.reception.MsgGenDataSpool;
import org.grapnel.mta.mail.Draft;

/** Asks about a mail that was made inside. */
final class Generated {
    private Generated() {}

    static Optional<Outcome> validate(Parcel parcel) {
        for (Draft draft : parcel.drafts()) {
            Verdict.OfGenerated verdict = parcel.hooks().call(MsgGenDataSpool.POINT, draft);
            if (Verdict.refusalOf(verdict).isPresent()) {
                return Optional.of(Outcome.refused(
                        RejectionPhase.CONTENT, Verdict.refusalOf(verdict).get()));
            }
        }
        return Optional.empty();
    }

    static Optional<Outcome> announce(Parcel parcel) {
        parcel.drafts().forEach(parcel.made());
        return Optional.empty();
    }
}
