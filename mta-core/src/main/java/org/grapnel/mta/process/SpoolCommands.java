package org.grapnel.mta.process;

import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolStatus;

/** How the spool is. */
final class SpoolCommands {
    private final Spool spool;

    SpoolCommands(Spool spool) {
        this.spool = spool;
    }

    Answer status(Arguments arguments) {
        SpoolStatus status = spool.status();
        boolean ok = status.state() == SpoolStatus.State.OK;
        String state = status.state().name().toLowerCase(java.util.Locale.ROOT);
        return Answer.details()
                .with("state", ok ? Answer.good(state) : Answer.bad(state))
                .with("reason", status.reason())
                .with("messages", status.messages())
                .with("live", new Answer.Size(status.liveBytes()))
                .with("dead", new Answer.Size(status.deadBytes()))
                .with("segments", status.segments())
                .with("damaged", status.damaged())
                .with("compactions", status.compactions())
                .with("commits", status.commits())
                .with("batches", status.batches())
                .with("largestBatch", status.largestBatch())
                .with("queued", new Answer.Size(status.queuedBytes()))
                .with("lastForce", status.lastForceAt())
                .with("lastForceTook", status.lastForceTook())
                .with("longestForce", status.longestForce());
    }
}
