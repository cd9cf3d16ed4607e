package org.grapnel.mta.control;

import java.io.UncheckedIOException;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.grapnel.hook.control.CommandOutput;

/**
 * The output of one line: bounded, one writer at a time, closed at the line's end so that a command left behind can't
 * write into the next line's answer. Safe for use by any thread.
 */
final class BoundedOutput implements CommandOutput {
    private final CommandOutput face;
    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private long written;
    private boolean closed;
    private boolean gone;
    private volatile OptionalInt status = OptionalInt.empty();

    BoundedOutput(CommandOutput face, long limit) {
        this.face = face;
        this.limit = limit;
    }

    @Override
    public void out(String text) {
        write(text, face::out, limit);
    }

    @Override
    public void err(String text) {
        write(text, face::err, limit);
    }

    /** For the control service's own last words, which are short: beyond the limit too. Says nothing when nobody listens. */
    void lastWord(String text) {
        lock.lock();
        try {
            if (!gone && !closed) {
                write(text, face::err, Long.MAX_VALUE);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(String text, Consumer<String> way, long bound) {
        lock.lock();
        try {
            if (closed || gone) {
                throw new OutputEnded(gone ? "the caller went away" : "the command line is over");
            }
            if (written + text.length() > bound) {
                throw new OutputEnded("the output is longer than " + limit / 1_000_000
                        + " MB; ask for less, or filter it with a pipe");
            }
            written += text.length();
            way.accept(text);
        } catch (UncheckedIOException e) {
            gone = true;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    void status(int status) {
        this.status = OptionalInt.of(status);
    }

    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OptionalInt status() {
        return status;
    }
}
