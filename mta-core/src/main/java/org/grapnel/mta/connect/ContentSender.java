package org.grapnel.mta.connect;

import java.nio.charset.StandardCharsets;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;

/** The content's half of a transaction: the body by DATA or BDAT, and the replies at its end. Used once. */
final class ContentSender {
    private static final int HEADROOM = 32; // for a BDAT command in front of its chunk

    private final Dialogue dialogue;
    private final BodySource body;
    private final Steps steps;
    private final Outcomes outcomes;
    private final Progress progress;
    private final boolean chunking;
    private long bodyDeadline; // from the first byte on

    ContentSender(
            Dialogue dialogue, BodySource body, Steps steps, Outcomes outcomes, Progress progress, boolean chunking) {
        this.dialogue = dialogue;
        this.body = body;
        this.steps = steps;
        this.outcomes = outcomes;
        this.progress = progress;
        this.chunking = chunking;
    }

    /** The body as BDAT chunks, each answered before the next is sent (RFC 3030 2). */
    void sendChunks() throws BrokenConnectionException, AttemptEndedException {
        bodyDeadline = dialogue.deadline(dialogue.settings().bodyLimit());
        progress.stage = Stage.DATA;
        BodyWriter.Form form = body.binary() ? BodyWriter.Form.VERBATIM : BodyWriter.Form.LINES;
        new BodyWriter(body, form, HEADROOM, this::chunk).send(body, new byte[0]);
    }

    void sendData() throws BrokenConnectionException, AttemptEndedException {
        bodyDeadline = dialogue.deadline(dialogue.settings().bodyLimit());
        byte[] dot = ".\r\n".getBytes(StandardCharsets.US_ASCII);
        progress.stage = Stage.END;
        new BodyWriter(body, BodyWriter.Form.STUFFED, 0, (bytes, offset, length, last) -> {
                    if (last) {
                        Progress.refuse(steps.beforeEndOfData());
                    }
                    writeBlock(bytes, offset, length);
                    progress.bodyOctets += last ? length - dot.length : length;
                })
                .send(body, dot);
        progress.dataOpen = false;
        progress.dataSent = true;
        dialogue.expect(repliesAtEnd());
    }

    private void writeBlock(byte[] bytes, int offset, int length) throws BrokenConnectionException {
        long block = dialogue.deadline(dialogue.settings().dataBlockLimit());
        try {
            dialogue.write(bytes, offset, length, block - bodyDeadline < 0 ? block : bodyDeadline);
        } catch (BrokenConnectionException e) {
            if (e.kind() == Kind.NETWORK) {
                // A server that has had enough says so and hangs up: its word is worth more than "broken pipe".
                dialogue.lastWords()
                        .filter(reply -> reply.code() >= 400)
                        .ifPresent(reply -> outcomes.settleOpen(Stage.END, reply, false));
            }
            throw e;
        }
    }

    private int repliesAtEnd() {
        return dialogue.settings().lmtp() ? outcomes.acceptedCount() : 1;
    }

    /** RFC 5321 4.1.1.4 one reply for all; RFC 2033 4.2 one for each recipient that was taken. */
    void readEnd() throws BrokenConnectionException, AttemptEndedException {
        if (!progress.dataSent) {
            return;
        }
        progress.stage = Stage.END;
        boolean lmtp = dialogue.settings().lmtp();
        for (int recipient : outcomes.accepted()) {
            Reply reply = dialogue.read(Stage.END, 250, Stage.IDLE, steps);
            if (reply.code() >= 300 && reply.code() < 400) {
                throw new BrokenConnectionException(Kind.PROTOCOL, "reply " + reply.text() + " can't stand here");
            }
            if (!lmtp) {
                outcomes.settleOpen(Stage.END, reply, false);
                break;
            }
            outcomes.settle(recipient, Stage.END, reply);
        }
        progress.needsReset =
                chunking && !outcomes.anyDelivered(); // RFC 3030 2: a failed BDAT leaves the transaction open
    }

    private void chunk(byte[] bytes, int offset, int length, boolean last)
            throws BrokenConnectionException, AttemptEndedException {
        if (!outcomes.anyOpen()) {
            return; // an earlier chunk was refused
        }
        if (last) {
            Progress.refuse(steps.beforeEndOfData());
        }
        byte[] verb = ("BDAT " + length + (last ? " LAST\r\n" : "\r\n")).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(verb, 0, bytes, offset - verb.length, verb.length);
        progress.needsReset = true;
        writeBlock(bytes, offset - verb.length, length + verb.length);
        progress.bodyOctets += length;
        progress.dataSent = last;
        dialogue.expect(last ? repliesAtEnd() : 1);
        if (!last) {
            Reply reply = dialogue.read(Stage.DATA, 250, Stage.DATA, steps);
            if (!reply.positive()) {
                outcomes.settleOpen(Stage.DATA, reply, false);
            }
        }
    }
}
