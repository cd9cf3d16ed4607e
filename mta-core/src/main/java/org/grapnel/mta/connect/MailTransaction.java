package org.grapnel.mta.connect;

import java.util.Optional;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;

/** One transaction on an open dialogue: admission, envelope, content, results. Used once. */
final class MailTransaction {
    private final Dialogue dialogue;
    private final Admission admission;
    private final Outcomes outcomes;
    private final Progress progress;
    private final EnvelopeSender envelope;
    private final ContentSender content;
    private final boolean chunking;
    private Optional<Kind> broken = Optional.empty();

    MailTransaction(
            Dialogue dialogue,
            Capabilities offered,
            Envelope envelope,
            BodySource body,
            Steps steps,
            boolean needsReset) {
        this.dialogue = dialogue;
        this.admission = new Admission(offered, envelope, body);
        this.outcomes = new Outcomes(envelope.recipients());
        this.progress = new Progress(needsReset);
        this.chunking = body.binary() || (dialogue.settings().chunking() && offered.offers("CHUNKING"));
        this.envelope = new EnvelopeSender(dialogue, offered, envelope, steps, admission, outcomes, progress, chunking);
        this.content = new ContentSender(dialogue, body, steps, outcomes, progress, chunking);
    }

    /** The server still holds parts of this transaction: RSET must go first next time. */
    boolean needsReset() {
        return progress.needsReset;
    }

    Transmission run() {
        long answersBefore = dialogue.answers();
        admission.check(outcomes);
        try {
            if (outcomes.anyOpen()) {
                talk();
            }
        } catch (AttemptEndedException e) {
            if (progress.dataOpen) {
                dialogue.abandon(); // RFC 5321 4.1.1.4: only hanging up takes unfinished data back
            }
            outcomes.settleOpen(
                    progress.stage, Reply.local(451, "4.3.0", String.valueOf(e.getMessage())), progress.dataSent);
        } catch (BrokenConnectionException e) {
            broken = Optional.of(e.kind());
            dialogue.abandon();
            String text = e.getMessage() + " at " + progress.stage;
            Reply reply =
                    dialogue.closing().orElseGet(() -> Reply.local(451, e.kind().enhanced(), text));
            outcomes.settleOpen(progress.stage, reply, progress.dataSent);
        }
        boolean answered = dialogue.answers() > answersBefore;
        return new Transmission(outcomes.results(), dialogue.usable(), broken, answered, progress.bodyOctets);
    }

    private void talk() throws BrokenConnectionException, AttemptEndedException {
        boolean ready = envelope.send();
        if (!outcomes.anyOpen()) {
            return;
        }
        if (chunking) {
            content.sendChunks();
        } else if (ready) {
            content.sendData();
        }
        content.readEnd();
    }
}
