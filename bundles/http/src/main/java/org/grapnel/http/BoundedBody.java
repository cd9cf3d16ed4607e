package org.grapnel.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of a request, which ends with an error at a size and at a time, however slowly it comes. Belongs to one thread. */
final class BoundedBody extends FilterInputStream {
    /** What the body did wrong. */
    static final class Overrun extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;

        Overrun(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final long most;
    private final long end;
    private long read;

    BoundedBody(InputStream body, long most, Duration time) {
        super(body);
        this.most = most;
        this.end = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (System.nanoTime() - end > 0) {
            throw new Overrun(408, "the request took too long");
        }
        int count = in.read(bytes, from, length);
        read += Math.max(0, count);
        if (read > most) {
            throw new Overrun(413, "the request is larger than " + most + " bytes");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
