package org.grapnel.mta.reception;

import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.Session;
import org.grapnel.mta.config.ReceptionOptions;

/** Refuses a mail that has passed too many servers already: it runs in a circle (RFC 5321 6.3). */
final class LoopCheck {
    private static final byte[] RECEIVED = {'r', 'e', 'c', 'e', 'i', 'v', 'e', 'd', ':'};

    private final ReceptionServices services;

    LoopCheck(ReceptionServices services) {
        this.services = services;
    }

    Optional<Outcome> run(Parcel parcel) {
        Session session = parcel.source().session().orElseThrow();
        int most = services.settings()
                .get()
                .forClient(
                        ReceptionOptions.MAX_HOPS,
                        session.listener(),
                        session.remoteAddress().getAddress());
        int hops = hops(parcel.content().headers().bytes());
        return hops <= most
                ? Optional.empty()
                : Optional.of(Outcome.refused(
                        RejectionPhase.CONTENT,
                        Reply.of(554, "5.4.6", "The message has " + hops + " Received fields; it runs in a loop")));
    }

    /** Counts without parsing: a line that begins with the field's name. */
    private static int hops(byte[] block) {
        int count = 0;
        boolean lineStart = true;
        for (int i = 0; i < block.length; i++) {
            if (lineStart && (block[i] | 0x20) == 'r' && startsReceived(block, i)) {
                count++;
            }
            lineStart = block[i] == '\n';
        }
        return count;
    }

    private static boolean startsReceived(byte[] block, int from) {
        for (int i = 0; i < RECEIVED.length; i++) {
            if (from + i >= block.length || (block[from + i] | 0x20) != (RECEIVED[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
