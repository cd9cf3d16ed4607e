package org.grapnel.mta.session;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.grapnel.hook.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One connection's bytes. Input is read in blocks; replies are held back until the next read that must wait for the client,
 * so that a pipelined batch gets one packet (RFC 2920 3.2). Belongs to the session's thread.
 */
final class Wire {
    private static final int BLOCK = 16 * 1024;

    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(512);
    private byte[] block = new byte[512]; // grows with the first data: idle sessions stay small
    private int position;
    private int limit;
    private long deadline = Long.MAX_VALUE;
    private Observer observer = new Observer() {};

    /** Sees what comes and goes, plain text inside TLS; the arrays may be read during the call only. */
    interface Observer {
        default void read(byte[] block, int from, int to) {}

        /** False where nobody looks, so that nothing is copied. */
        default boolean seesWrites() {
            return false;
        }

        default void written(byte[] bytes) {}
    }

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
    }

    void observe(Observer seeing) {
        observer = seeing;
    }

    /** One command line, or what is wrong with it. */
    enum Problem {
        NONE,
        TOO_LONG,
        BARE_LINE_FEED,
        BARE_CARRIAGE_RETURN,
        NUL
    }

    /**
     * What was read up to a line feed.
     *
     * @param bytes the line without its end; of a line that was too long, its beginning
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(byte[] bytes, Problem problem) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** All reads until the next call of this method must end within this time, however slowly the peer sends. */
    void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /**
     * Reads one line; waits for the client where none is there, after the replies went out.
     *
     * @param max longest line in bytes, its end included; a longer one is read to its end and reported
     * @throws EOFException when the client has closed
     * @throws SocketTimeoutException when the deadline has passed
     */
    Line readLine(int max) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        boolean tooLong = false;
        while (true) {
            if (position == limit) {
                fill();
            }
            int end = position;
            while (end < limit && block[end] != '\n') {
                end++;
            }
            boolean complete = end < limit;
            int length = end - position + (complete ? 1 : 0);
            tooLong |= line.size() + length > max;
            line.write(block, position, tooLong ? Math.max(0, Math.min(length, max - line.size())) : length);
            position += length;
            if (complete) {
                return checked(line.toByteArray(), tooLong);
            }
        }
    }

    private static Line checked(byte[] bytes, boolean tooLong) {
        if (tooLong) {
            return new Line(bytes, Problem.TOO_LONG);
        }
        int end = bytes.length - 1;
        boolean ended = end > 0 && bytes[end - 1] == '\r';
        byte[] text = java.util.Arrays.copyOf(bytes, ended ? end - 1 : end);
        Problem problem = ended ? Problem.NONE : Problem.BARE_LINE_FEED;
        for (byte b : text) {
            if (b == '\r') {
                problem = Problem.BARE_CARRIAGE_RETURN;
            } else if (b == 0) {
                problem = Problem.NUL;
            }
        }
        return new Line(text, problem);
    }

    /** Who takes content out of the blocks and knows where it ends. */
    interface Taker {
        boolean ended();

        /** Takes bytes up to the end of the content or of the block; returns the position of the first byte not taken. */
        int take(byte[] block, int from, int limit) throws IOException;
    }

    /** Feeds the taker with blocks until it says that it has seen the end. */
    void readData(Taker reader) throws IOException {
        if (block.length < BLOCK) {
            byte[] larger = new byte[BLOCK];
            System.arraycopy(block, position, larger, 0, limit - position);
            limit -= position;
            position = 0;
            block = larger;
        }
        while (!reader.ended()) {
            if (position == limit) {
                fill();
            }
            position = reader.take(block, position, limit);
        }
    }

    /** What this wire goes over now. */
    Socket socket() {
        return socket;
    }

    /** Goes on over another socket, TLS on top of the one so far. Not a byte from before may be left (RFC 3207 4.2, CVE-2011-0411). */
    void become(Socket other) throws IOException {
        if (position < limit || pending.size() > 0) {
            throw new IllegalStateException(
                    "bytes from before TLS are left: " + (limit - position) + " unread, " + pending.size() + " unsent");
        }
        socket = other;
        input = other.getInputStream();
        output = other.getOutputStream();
    }

    /** Takes what was read ahead and not yet served. */
    byte[] takeUnread() {
        byte[] unread = java.util.Arrays.copyOfRange(block, position, limit);
        position = limit;
        return unread;
    }

    /** Closes, in TLS with its own good-bye, for which the client has a moment. */
    void close(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        socket.close();
    }

    /** True when the client has sent what nobody has read yet. */
    boolean hasUnread() throws IOException {
        return position < limit || input.available() > 0;
    }

    void send(Reply reply) {
        byte[] bytes = reply.wire().getBytes(StandardCharsets.UTF_8);
        pending.write(bytes, 0, bytes.length);
    }

    /** Sends what is held back. */
    void flush() throws IOException {
        if (pending.size() > 0) {
            byte @Nullable [] seen = observer.seesWrites() ? pending.toByteArray() : null;
            pending.writeTo(output);
            pending.reset();
            output.flush();
            if (seen != null) {
                observer.written(seen);
            }
        }
    }

    private void fill() throws IOException {
        flush();
        long left = deadline == Long.MAX_VALUE ? 0 : (deadline - System.nanoTime()) / 1_000_000;
        if (deadline != Long.MAX_VALUE && left <= 0) {
            throw new SocketTimeoutException("the client took too long");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        int count = input.read(block, 0, block.length);
        if (count < 0) {
            throw new EOFException("the client closed the connection");
        }
        position = 0;
        limit = count;
        observer.read(block, 0, count);
    }
}
