package org.grapnel.mta.reception;

import java.util.Optional;

/** One step of a reception. */
interface Stage {
    /** Does its part on the parcel; an outcome ends the reception there. */
    Optional<Outcome> run(Parcel parcel);
}
