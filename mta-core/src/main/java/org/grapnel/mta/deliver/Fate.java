package org.grapnel.mta.deliver;

import java.util.List;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Change;

/** What becomes of a message in the unit that stores what was made of it. */
enum Fate {
    ENDED,
    /** It goes on with the state that it has. */
    CHANGED,
    /** Nothing that is written. */
    UNWRITTEN;

    List<Change> of(MailMessage message) {
        return switch (this) {
            case ENDED -> List.of(new Change.Remove(message.number()));
            case CHANGED -> List.of(new Change.Update(message.number(), Metadata.write(message)));
            case UNWRITTEN -> List.of();
        };
    }
}
