package org.grapnel.mta.reception;

import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.reception.FinalValidation;
import org.grapnel.hook.reception.PostFinalValidation;
import org.grapnel.mta.mail.Draft;

/** The last policy step, and the very last look, for signing and sealing. */
final class LastLook {
    private LastLook() {}

    static Optional<Outcome> validate(Parcel parcel) {
        Submission source = parcel.source();
        for (Draft draft : parcel.drafts()) {
            Verdict.OfStep verdict =
                    parcel.hooks().call(FinalValidation.POINT, draft, source.session(), source.context());
            if (Verdict.refusalOf(verdict).isPresent()) {
                return Optional.of(Outcome.refused(
                        RejectionPhase.FINAL,
                        parcel.expanded(Verdict.refusalOf(verdict).get(), Optional.empty())));
            }
        }
        return Optional.empty();
    }

    static Optional<Outcome> seal(Parcel parcel) {
        Submission source = parcel.source();
        for (Draft draft : parcel.drafts()) {
            parcel.hooks().call(PostFinalValidation.POINT, draft, source.session(), source.context());
        }
        return Optional.empty();
    }
}
