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
import org.grapnel.mta.connect.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * One connection's bytes. Input is read in blocks; replies are held back until the next read that must wait for the client,
 * so that a pipelined batch gets one packet (RFC 2920 3.2). Belongs to the session's thread.
 */
final class Wire implements Watchdog.Watched {
    private static final int BLOCK = 16 * 1024;
    private static final int MOST_HELD_BACK = 16 * 1024;
    /** A read ends by itself at its deadline; the watchdog ends those that drip in below, as TLS records do. */
    private static final long READ_GRACE = Duration.ofSeconds(2).toNanos();

    private static final long RATE_GRACE = Duration.ofSeconds(30).toNanos();
    private static final long NEVER = Long.MAX_VALUE;

    private final Socket raw;
    private final Watchdog watchdog;
    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(512);
    private final byte[] commands = new byte[2 * 1024];
    private byte[] block = commands; // a larger one while data comes: idle sessions stay small
    private int position;
    private int limit;
    private long deadline = NEVER;
    private long stepBegan;
    private long rate;
    private long writeNanos = Duration.ofMinutes(1).toNanos();
    /** When what the session's thread is blocked in must have ended; read by the watchdog's timer. */
    private volatile long blockedUntil = NEVER;

    private volatile boolean overdue;
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

    Wire(Socket socket, Watchdog watchdog) throws IOException {
        this.raw = socket;
        this.socket = socket;
        this.watchdog = watchdog;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
        this.stepBegan = watchdog.now();
        watchdog.watch(this);
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
        stepBegan = watchdog.now();
        deadline = stepBegan + time.toNanos();
    }

    /**
     * How patient all later steps are.
     *
     * @param write how long the client may leave replies unread
     * @param bytesPerSecond how fast data must come on average; 0 for any rate
     */
    void patience(Duration write, long bytesPerSecond) {
        writeNanos = write.toNanos();
        rate = bytesPerSecond;
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
                block = commands;
                fill(deadline);
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
        long taken = 0;
        while (!reader.ended()) {
            if (position == limit) {
                fill(slowest(taken));
                taken += limit;
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
        blockedUntil = watchdog.now() + time.toNanos();
        try {
            socket.setSoTimeout((int) time.toMillis());
            socket.close();
        } finally {
            watchdog.forget(this);
        }
    }

    /** True when the client has sent what nobody has read yet. */
    boolean hasUnread() throws IOException {
        return position < limit || input.available() > 0;
    }

    void send(Reply reply) {
        byte[] bytes = ReplyForm.of(reply).wire().getBytes(StandardCharsets.UTF_8);
        pending.write(bytes, 0, bytes.length);
    }

    /**
     * Sends what is held back.
     *
     * @throws SocketTimeoutException when the client does not read for too long
     */
    void flush() throws IOException {
        if (pending.size() > 0) {
            byte @Nullable [] seen = observer.seesWrites() ? pending.toByteArray() : null;
            blockedUntil = watchdog.now() + writeNanos;
            try {
                pending.writeTo(output);
                output.flush();
            } catch (IOException e) {
                throw lateOr(e);
            } finally {
                blockedUntil = NEVER;
                pending.reset();
            }
            if (seen != null) {
                observer.written(seen);
            }
        }
    }

    /** Until when data may keep us waiting that has come so far. */
    private long slowest(long taken) {
        return rate == 0 || deadline == NEVER
                ? deadline
                : Math.min(deadline, stepBegan + RATE_GRACE + (long) (taken * 1e9 / rate));
    }

    private void fill(long until) throws IOException {
        if (pending.size() > MOST_HELD_BACK || input.available() == 0) {
            flush();
        }
        long left = until == NEVER ? 0 : until - watchdog.now();
        if (until != NEVER && left <= 0) {
            throw new SocketTimeoutException("the client took too long");
        }
        socket.setSoTimeout((int) Math.min((left + 999_999) / 1_000_000, Integer.MAX_VALUE));
        blockedUntil = until == NEVER ? NEVER : watchdog.now() + left + READ_GRACE;
        int count;
        try {
            count = input.read(block, 0, block.length);
        } catch (IOException e) {
            throw lateOr(e);
        } finally {
            blockedUntil = NEVER;
        }
        if (count < 0) {
            throw new EOFException("the client closed the connection");
        }
        position = 0;
        limit = count;
        observer.read(block, 0, count);
    }

    private IOException lateOr(IOException failure) {
        if (!overdue) {
            return failure;
        }
        SocketTimeoutException late = new SocketTimeoutException("the client took too long; the connection was cut");
        late.initCause(failure);
        return late;
    }

    @Override
    public void closeIfOverdue(long now) {
        long until = blockedUntil;
        if (until != NEVER && until - now < 0) {
            overdue = true;
            try {
                raw.close();
            } catch (IOException e) {
                // Nobody is left to tell: the descriptor is gone either way and the session's thread sees its own
                // failure.
            }
        }
    }
}
