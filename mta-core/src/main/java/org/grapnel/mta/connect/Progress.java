package org.grapnel.mta.connect;

import java.util.Optional;

/** How far a transaction has come: what both of its halves must know. Confined to the connection's thread. */
final class Progress {
    Stage stage = Stage.MAIL;

    /** The server still holds parts of a transaction: RSET must go first next time. */
    boolean needsReset;

    /** DATA may have been answered by 354: only hanging up takes it back. */
    boolean dataOpen;

    /** The end of the content was sent: what is not answered may have been delivered. */
    boolean dataSent;

    long bodyOctets;

    Progress(boolean needsReset) {
        this.needsReset = needsReset;
    }

    /** A listener's reason ends the attempt. */
    static void refuse(Optional<String> reason) throws AttemptEndedException {
        if (reason.isPresent()) {
            throw new AttemptEndedException(reason.get());
        }
    }
}
