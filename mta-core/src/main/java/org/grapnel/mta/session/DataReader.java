package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.Reply;

/**
 * Takes the bytes after 354 apart: finds the end (CRLF.CRLF and nothing else, RFC 5321 4.1.1.4), removes the stuffed dots
 * (RFC 5321 4.5.2), and refuses what can be read in two ways. After a refusal the rest is read to its end and dropped, so that
 * no byte of it is ever taken for a command.
 */
final class DataReader {
    /** Where the content goes. */
    interface Sink {
        void write(byte[] bytes, int from, int length) throws IOException;
    }

    private enum State {
        LINE_START,
        TEXT,
        CR,
        DOT,
        DOT_CR,
        END
    }

    private static final Reply BARE_LF =
            Reply.of(550, "5.6.0", "A bare line feed stands in the message; lines must end with CRLF (RFC 5321 2.3.8)");
    private static final Reply BARE_CR = Reply.of(
            550, "5.6.0", "A bare carriage return stands in the message; lines must end with CRLF (RFC 5321 2.3.8)");
    private static final Reply NUL = Reply.of(550, "5.6.0", "A NUL byte stands in the message (RFC 5322 4)");

    private final Sink sink;
    private final long maxSize;
    private final int maxLine;
    private State state = State.LINE_START;
    private long size;
    private int line;
    private Optional<Reply> refusal = Optional.empty();

    /**
     * Reads one mail.
     *
     * @param maxSize bytes of the whole, stuffed dots not counted
     * @param maxLine bytes of one line, CRLF counted
     */
    DataReader(Sink sink, long maxSize, int maxLine) {
        this.sink = sink;
        this.maxSize = maxSize;
        this.maxLine = maxLine;
    }

    boolean ended() {
        return state == State.END;
    }

    /** Why the data can't be taken: the first fault in it, else its size; so it does not depend on how the data came in. */
    Optional<Reply> refusal() {
        return refusal.isEmpty() && size > maxSize // RFC 1870 6.3
                ? Optional.of(Reply.of(552, "5.3.4", "The message is larger than " + maxSize + " bytes"))
                : refusal;
    }

    /** Refuses the data for a reason of the caller's; reading goes on to the end. */
    void refuse(Reply reply) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(reply);
        }
    }

    /** Takes bytes up to the end of the data or of the block; returns the position of the first byte not taken. */
    int take(byte[] block, int from, int limit) throws IOException {
        int run = from; // content that is not written yet begins here
        for (int i = from; i < limit; i++) {
            byte b = block[i];
            if (++line == maxLine + 1) { // RFC 5321 4.5.3.1.6
                refuse(Reply.of(500, "5.6.0", "A line of the message is longer than " + maxLine + " bytes"));
            }
            switch (state) {
                case TEXT -> {
                    if (b <= '\r' && b >= 0) {
                        special(b);
                    }
                }
                case LINE_START -> {
                    if (b == '.') {
                        write(block, run, i);
                        run = i + 1; // RFC 5321 4.5.2: the first dot of a line goes
                        state = State.DOT;
                    } else {
                        text(b);
                    }
                }
                case CR -> {
                    if (b == '\n') {
                        state = State.LINE_START;
                        line = 0;
                    } else {
                        refuse(BARE_CR);
                        text(b);
                    }
                }
                case DOT -> {
                    if (b == '\r') {
                        state = State.DOT_CR;
                    } else {
                        text(b);
                    }
                }
                case DOT_CR -> {
                    if (b == '\n') {
                        state = State.END;
                        return i + 1;
                    }
                    refuse(BARE_CR);
                    text(b);
                }
                case END -> throw new IllegalStateException("the data has ended");
            }
        }
        write(block, run, state == State.DOT_CR ? Math.max(run, limit - 1) : limit);
        return limit;
    }

    private void text(byte b) {
        state = State.TEXT;
        if (b <= '\r' && b >= 0) {
            special(b);
        }
    }

    private void special(byte b) {
        if (b == '\r') {
            state = State.CR;
        } else if (b == '\n') {
            refuse(BARE_LF);
        } else if (b == 0) {
            refuse(NUL);
        }
    }

    private void write(byte[] block, int from, int to) throws IOException {
        int length = to - from;
        size += length;
        if (refusal.isEmpty() && size <= maxSize && length > 0) {
            sink.write(block, from, length);
        }
    }
}
