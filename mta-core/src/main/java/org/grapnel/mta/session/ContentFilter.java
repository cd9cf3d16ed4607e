package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.mta.config.LineEnds;

/**
 * What every byte of a mail passes on its way in, after the framing of DATA or BDAT was taken off: bounds, and the rule for line ends.
 * What comes out is canonical: lines end with CRLF, the last one too; no bare CR, bare LF or NUL stands in it. Of a mail that was declared
 * BINARYMIME only the header is text; its body comes out byte for byte (RFC 3030 3). After a refusal nothing more comes out.
 */
final class ContentFilter {
    /** Where the content goes. */
    interface Sink {
        void write(byte[] bytes, int from, int length) throws IOException;
    }

    /**
     * What one listener takes.
     *
     * @param maxSize bytes of the whole, as they come out
     * @param maxLine bytes of one line of text, CRLF counted (RFC 5321 4.5.3.1.6)
     */
    record Rules(LineEnds lineEnds, boolean binary, long maxSize, int maxLine) {}

    private static final byte[] CRLF = {'\r', '\n'};
    private static final Reply BARE_LF =
            Reply.of(550, "5.6.0", "A bare line feed stands in the message; lines must end with CRLF (RFC 5321 2.3.8)");
    private static final Reply BARE_CR = Reply.of(
            550, "5.6.0", "A bare carriage return stands in the message; lines must end with CRLF (RFC 5321 2.3.8)");
    private static final Reply NUL = Reply.of(550, "5.6.0", "A NUL byte stands in the message (RFC 5322 4)");

    private final Sink sink;
    private final Rules rules;
    private long size;
    private long line; // bytes of the line that is not complete
    private boolean behindCr;
    private boolean verbatim; // in the body of BINARYMIME
    private Optional<Reply> refusal = Optional.empty();

    ContentFilter(Sink sink, Rules rules) {
        this.sink = sink;
        this.rules = rules;
    }

    /** Why the content can't be taken: the first fault in it, else its size; so it does not depend on how it came in. */
    Optional<Reply> refusal() {
        return refusal.isEmpty() && size > rules.maxSize // RFC 1870 6.3
                ? Optional.of(Reply.of(552, "5.3.4", "The message is larger than " + rules.maxSize + " bytes"))
                : refusal;
    }

    /** Refuses the content for a reason of the caller's; what still comes is dropped. */
    void refuse(Reply reply) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(reply);
        }
    }

    /** Takes the bytes from the first position up to the second one. */
    void write(byte[] block, int from, int limit) throws IOException {
        int run = from; // content that is not written yet begins here
        long lineStart = from - line;
        int i = from;
        while (i < limit && !verbatim && refusal.isEmpty()) {
            byte b = block[i];
            if (behindCr) {
                behindCr = false;
                if (b == '\n') {
                    bound(i + 1 - lineStart);
                    verbatim = rules.binary && i - lineStart == 1; // the empty line that ends the header
                    lineStart = ++i;
                    continue;
                }
                if (repaired(BARE_CR)) {
                    put(block, run, i);
                    put(CRLF, 1, 2);
                    run = i;
                    verbatim = rules.binary && i - lineStart == 1;
                    lineStart = i;
                    continue;
                }
            }
            if (b > '\r' || b < 0) {
                i = plain(block, i, limit);
                continue;
            }
            bound(i + 1 - lineStart);
            if (b == '\r') {
                behindCr = true;
            } else if (b == '\n' && repaired(BARE_LF)) {
                put(block, run, i);
                put(CRLF, 0, 1);
                run = i;
                verbatim = rules.binary && i == lineStart;
                lineStart = i + 1L;
            } else if (b == 0 && repaired(NUL)) {
                put(block, run, i);
                run = i + 1;
                lineStart++;
            }
            i++;
        }
        line = verbatim ? 0 : limit - lineStart;
        bound(line);
        put(block, run, limit);
    }

    /** The position after a stretch of bytes that mean nothing. */
    private static int plain(byte[] block, int from, int limit) {
        int i = from;
        while (i < limit && (block[i] > '\r' || block[i] < 0)) {
            i++;
        }
        return i;
    }

    /** The content is complete: its last line gets its end. */
    void finish() throws IOException {
        if (behindCr && repaired(BARE_CR)) {
            put(CRLF, 1, 2);
        } else if (line > 0) { // BDAT does not ask for a line end before its own; the spool's text has one
            put(CRLF, 0, 2);
        }
        behindCr = false;
        line = 0;
    }

    private boolean repaired(Reply fault) {
        if (rules.lineEnds == LineEnds.REFUSE) {
            refuse(fault);
        }
        return refusal.isEmpty();
    }

    private void bound(long length) {
        if (length > rules.maxLine) {
            refuse(Reply.of(500, "5.6.0", "A line of the message is longer than " + rules.maxLine + " bytes"));
        }
    }

    private void put(byte[] block, int from, int to) throws IOException {
        int length = to - from;
        size += length;
        if (refusal.isEmpty() && size <= rules.maxSize && length > 0) {
            sink.write(block, from, length);
        }
    }
}
