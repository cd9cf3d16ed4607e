package org.grapnel.mta.session;

import java.io.IOException;

/**
 * Takes the bytes after 354 apart: finds the end (CRLF.CRLF as it came over the wire and nothing else, whatever is repaired in the content:
 * RFC 5321 4.1.1.4) and removes the stuffed dots (RFC 5321 4.5.2). A dot behind anything but CRLF was never stuffed and stays.
 */
final class DataReader implements Wire.Taker {
    private enum State {
        LINE_START,
        TEXT,
        CR,
        DOT,
        DOT_CR,
        END
    }

    private static final byte[] HELD_BACK = {'\r'};

    private final ContentFilter content;
    private State state = State.LINE_START;

    DataReader(ContentFilter content) {
        this.content = content;
    }

    @Override
    public boolean ended() {
        return state == State.END;
    }

    @Override
    public int take(byte[] block, int from, int limit) throws IOException {
        int run = from; // content that is not passed on yet begins here
        int i = from;
        while (i < limit) {
            byte b = block[i];
            switch (state) {
                case TEXT -> {
                    i = behindCr(block, i, limit);
                    state = i > limit ? State.TEXT : State.CR;
                }
                case CR -> {
                    state = b == '\n' ? State.LINE_START : b == '\r' ? State.CR : State.TEXT;
                    i++;
                }
                case LINE_START -> {
                    state = b == '.' ? State.DOT : State.TEXT;
                    if (b == '.') { // the first dot of a line goes
                        content.write(block, run, i);
                        run = ++i;
                    }
                }
                case DOT -> {
                    state = b == '\r' ? State.DOT_CR : State.TEXT;
                    if (b == '\r') { // content only if no LF follows
                        run = ++i;
                    }
                }
                case DOT_CR -> {
                    if (b == '\n') {
                        state = State.END;
                        return i + 1;
                    }
                    content.write(HELD_BACK, 0, 1);
                    state = State.CR;
                }
                case END -> throw new IllegalStateException("the data has ended");
            }
        }
        content.write(block, run, limit);
        return limit;
    }

    /** The position behind the next CR, or one beyond the limit. */
    private static int behindCr(byte[] block, int from, int limit) {
        int i = from;
        while (i < limit && block[i] != '\r') {
            i++;
        }
        return i + 1;
    }
}
