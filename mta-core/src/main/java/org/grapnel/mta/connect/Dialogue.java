package org.grapnel.mta.connect;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;

/** Commands out, replies in, with the limit of each step, and the knowledge of whether both sides still agree. */
final class Dialogue {
    private final Wire wire;
    private final ReplyReader replies;
    private final ClientSettings settings;
    private Optional<Reply> closing = Optional.empty();
    private int outstanding = 1; // the banner comes unasked
    private boolean broken;
    private boolean limitRuns;
    private long until;
    private long answers;

    Dialogue(Wire wire, ClientSettings settings) {
        this.wire = wire;
        this.settings = settings;
        this.replies = new ReplyReader(wire, settings.maxReplyBytes(), settings.maxReplyLines());
    }

    ClientSettings settings() {
        return settings;
    }

    Wire wire() {
        return wire;
    }

    /** A 421 was among the replies. */
    Optional<Reply> closing() {
        return closing;
    }

    /** Replies that came so far. */
    long answers() {
        return answers;
    }

    /** Nothing is owed by either side and another command can be sent. */
    boolean usable() {
        return !broken && closing.isEmpty() && outstanding == 0 && !replies.hasSurplus() && !wire.isClosed();
    }

    /** Writes whole commands, CRLF included, that will be answered by this many replies. */
    void command(CharSequence lines, int expectedReplies, Stage stage) throws BrokenConnectionException {
        if (replies.hasSurplus()) {
            throw breaking(new BrokenConnectionException(Kind.PROTOCOL, "server sent a reply nobody asked for"));
        }
        outstanding += expectedReplies;
        until = deadline(stage.limit(settings));
        limitRuns = true;
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length, until);
    }

    /** Writes a piece of the body. */
    void write(byte[] bytes, int offset, int length, long deadline) throws BrokenConnectionException {
        try {
            wire.write(bytes, offset, length, deadline);
        } catch (BrokenConnectionException e) {
            throw breaking(e);
        }
    }

    /** The data is complete: this many replies are due. */
    void expect(int replies) {
        outstanding += replies;
    }

    long deadline(Duration limit) {
        return wire.after(limit.toNanos());
    }

    Reply read(Stage stage, int expectedCode, Stage next, Steps steps)
            throws BrokenConnectionException, AttemptEndedException {
        refuse(steps.beforeRead(expectedCode, next));
        Reply reply = readQuietly(stage);
        refuse(steps.afterRead(reply, expectedCode, next));
        return reply;
    }

    /** Reads without asking anybody. */
    Reply readQuietly(Stage stage) throws BrokenConnectionException {
        long limit = limitRuns ? until : deadline(stage.limit(settings));
        limitRuns = false;
        try {
            Reply reply = replies.read(limit);
            outstanding--;
            answers++;
            if (reply.closing()) {
                closing = Optional.of(reply);
            }
            return reply;
        } catch (BrokenConnectionException e) {
            throw breaking(e);
        }
    }

    /** After a failed write: what the server said before it hung up, if it still can be read. */
    Optional<Reply> lastWords() {
        try {
            until = deadline(settings.quitLimit());
            limitRuns = true;
            return Optional.of(readQuietly(Stage.END));
        } catch (BrokenConnectionException e) {
            return Optional.empty(); // the failure of the write is the one to report
        }
    }

    void secure(TlsSettings tls) throws BrokenConnectionException {
        replies.discard();
        try {
            wire.secure(tls, deadline(settings.commandLimit()));
        } catch (BrokenConnectionException e) {
            throw breaking(e);
        }
    }

    /** No way to go on with this connection. */
    void abandon() {
        broken = true;
        wire.closeRaw();
    }

    private BrokenConnectionException breaking(BrokenConnectionException e) {
        broken = true;
        return e;
    }

    private static void refuse(Optional<String> reason) throws AttemptEndedException {
        if (reason.isPresent()) {
            throw new AttemptEndedException(reason.get());
        }
    }
}
