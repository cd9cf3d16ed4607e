package org.grapnel.mta.reception;

import java.util.Optional;
import org.grapnel.mta.mail.Draft;

/** Finds the Domain whose queue each message joins. */
final class Routing {
    private final ReceptionServices services;

    Routing(ReceptionServices services) {
        this.services = services;
    }

    Optional<Outcome> route(Parcel parcel) {
        for (Draft draft : parcel.drafts()) {
            String domain = draft.recipients().get(0).address().domain();
            draft.routingDomain(services.routingDomain().of(parcel.hooks(), draft, domain));
        }
        return Optional.empty();
    }
}
