package org.grapnel.mta.connect;

import java.io.IOException;
import java.io.InputStream;

/**
 * Sends a body in blocks. Between blocks only the last byte is remembered: it tells whether a dot begins a line and
 * whether a CR or LF stands alone. Lone ones become CRLF, so that no server reads an end of data into them.
 */
final class BodyWriter {
    private static final int BLOCK = 32 * 1024;
    private static final int SLACK = 64;

    /** Where full blocks go. */
    interface Blocks {
        /** Takes a block; {@code last} is true exactly once, at the end, also for an empty body. */
        void block(byte[] bytes, int offset, int length, boolean last)
                throws BrokenConnectionException, AttemptEndedException;
    }

    /** What the way of sending asks for. */
    enum Form {
        /** Lines, and a dot doubled where it begins one, for DATA (RFC 5321 4.5.2). */
        STUFFED,
        /** Lines, for BDAT. */
        LINES,
        /** Every byte as it is: the body of a mail that was declared BINARYMIME (RFC 3030 3). */
        VERBATIM
    }

    private final boolean stuffing;
    private final boolean verbatim;
    private final Blocks blocks;
    private final byte[] in;
    private final byte[] out;
    private final int headroom;
    private int filled;
    private byte last = '\n'; // the body begins at the start of a line

    /**
     * For one body.
     *
     * @param headroom bytes that stay free before each block, for the receiver's own use
     */
    BodyWriter(BodySource body, Form form, int headroom, Blocks blocks) {
        this.stuffing = form == Form.STUFFED;
        this.verbatim = form == Form.VERBATIM;
        this.blocks = blocks;
        this.headroom = headroom;
        this.in = new byte[(int) Math.min(BLOCK, Math.max(512, body.size().orElse(BLOCK) + 1))];
        this.out = new byte[headroom + 2 * in.length + SLACK];
        this.filled = headroom;
    }

    void send(BodySource body, byte[] terminator) throws BrokenConnectionException, AttemptEndedException {
        try (InputStream stream = body.open()) {
            int count = stream.read(in, 0, in.length);
            while (count >= 0) {
                if (out.length - filled < 2 * count + SLACK) {
                    flush(false);
                }
                convert(count);
                count = stream.read(in, 0, in.length);
            }
        } catch (BrokenConnectionException e) {
            throw e;
        } catch (IOException e) {
            throw new AttemptEndedException("body can't be read: " + e.getMessage(), e);
        }
        if (verbatim) {
            last = '\n'; // nothing is added
        }
        if (last == '\r') {
            out[filled++] = '\n';
        } else if (last != '\n') {
            out[filled++] = '\r';
            out[filled++] = '\n';
        }
        System.arraycopy(terminator, 0, out, filled, terminator.length);
        filled += terminator.length;
        flush(true);
    }

    /** At most doubles what it is given: each byte brings at most one more. */
    private void convert(int count) {
        if (verbatim) {
            copy(0, count);
            return;
        }
        byte before = last;
        int copied = 0;
        int at = 0;
        while (at < count) {
            if (before != '\r') { // a stretch of bytes that mean nothing, wherever they stand
                int from = at;
                while (at < count && in[at] > '.') {
                    at++;
                }
                if (at == count) {
                    before = in[at - 1];
                    break;
                }
                before = at > from ? in[at - 1] : before;
            }
            byte now = in[at];
            if ((now == '\n') != (before == '\r')) { // one half of CRLF without the other
                copy(copied, at);
                copied = at;
                out[filled++] = (byte) (now == '\n' ? '\r' : '\n');
                before = now == '\n' ? before : (byte) '\n';
            }
            if (stuffing && now == '.' && before == '\n') {
                copy(copied, at);
                copied = at;
                out[filled++] = '.';
            }
            before = now;
            at++;
        }
        copy(copied, count);
        last = before;
    }

    private void copy(int from, int to) {
        System.arraycopy(in, from, out, filled, to - from);
        filled += to - from;
    }

    private void flush(boolean end) throws BrokenConnectionException, AttemptEndedException {
        if (end || filled > headroom) {
            blocks.block(out, headroom, filled - headroom, end);
        }
        filled = headroom;
    }
}
