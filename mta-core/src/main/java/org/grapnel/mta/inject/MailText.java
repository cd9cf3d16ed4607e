package org.grapnel.mta.inject;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.grapnel.hook.Reply;

/**
 * Writes a mail that did not come by SMTP in the form that SMTP asks for: lines end with CRLF (RFC 5321 2.3.8), the last one too;
 * a lone LF or CR becomes one. Bounds size; refuses NUL. Belongs to one thread.
 */
final class MailText extends OutputStream {
    /** Where the mail goes. */
    interface Sink {
        void write(byte[] bytes, int from, int length) throws IOException;
    }

    private static final byte[] CRLF = {'\r', '\n'};

    private final Sink sink;
    private final long maxSize;
    private long size;
    private boolean cr;
    private boolean lineOpen;
    private Optional<Reply> problem = Optional.empty();

    MailText(Sink sink, long maxSize) {
        this.sink = sink;
        this.maxSize = maxSize;
    }

    /** Why the mail can't be taken. */
    Optional<Reply> problem() {
        return problem;
    }

    /** Ends the last line. */
    void finish() throws IOException {
        if (cr || lineOpen) {
            put(CRLF, 0, 2);
        }
        if (size == 0) {
            refuse(Reply.of(554, "5.6.0", "the mail is empty"));
        }
        cr = false;
        lineOpen = false;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int run = from;
        for (int i = from; i < from + length; i++) {
            byte b = bytes[i];
            if (cr || b == '\n' || b == '\r') {
                put(bytes, run, i - run);
                run = i;
                run += lineEnd(b) ? 1 : 0;
            } else if (b == 0) {
                refuse(Reply.of(554, "5.6.0", "a NUL byte stands in the mail (RFC 5322 4)"));
            }
        }
        put(bytes, run, from + length - run);
    }

    /** Looks at a byte that may end a line; returns true when it is part of the end. */
    private boolean lineEnd(byte b) throws IOException {
        boolean pending = cr;
        cr = b == '\r';
        if (pending) {
            put(CRLF, 0, 2);
            lineOpen = false;
        } else if (b == '\n') {
            put(CRLF, 0, 2);
            lineOpen = false;
        }
        return b == '\r' || b == '\n';
    }

    private void put(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        lineOpen = true;
        size += length;
        if (size > maxSize) { // RFC 1870 6.3
            refuse(Reply.of(552, "5.3.4", "the mail is larger than " + maxSize + " bytes"));
        }
        if (problem.isEmpty()) {
            sink.write(bytes, from, length);
        }
    }

    private void refuse(Reply reply) {
        if (problem.isEmpty()) {
            problem = Optional.of(reply);
        }
    }
}
