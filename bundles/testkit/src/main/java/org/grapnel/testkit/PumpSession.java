package org.grapnel.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One of a pump's sessions, on a thread of its own: one connection at a time, one block write a step. */
final class PumpSession implements Runnable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final byte[] QUIT = "QUIT\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The server ended the session with a 421 before the content was begun. */
    private static final class Dismissed extends IOException {
        private static final long serialVersionUID = 1;

        Dismissed(Reply reply) {
            super(reply.toString());
        }
    }

    private final MailPump pump;
    private final MailPump.Setup setup;
    private final PumpBook book;
    private final PumpContent content;
    private final byte[][] commands;
    private final byte[] together;
    private volatile @Nullable Socket socket;
    private @Nullable Line line;
    private volatile boolean cut;

    /** What belongs to the present connection. */
    private static final class Line {
        final OutputStream out;
        final BlockInput in;
        boolean pipelining;
        int sent;

        Line(Socket socket) throws IOException {
            out = socket.getOutputStream();
            in = new BlockInput(socket.getInputStream());
        }
    }

    PumpSession(MailPump pump, MailPump.Setup setup, PumpBook book, String run) {
        this.pump = pump;
        this.setup = setup;
        this.book = book;
        content = new PumpContent(run, setup, QUIT);
        commands = PumpContent.commands(setup);
        together = PumpContent.joined(commands);
    }

    @Override
    public void run() {
        for (long number = pump.take(); number >= 0 && !cut; number = pump.take()) {
            if (!deliver(number)) break;
        }
        quit();
    }

    /** Tries until the mail has an outcome; false when patience has ended. */
    private boolean deliver(long number) {
        long giveUp = System.nanoTime() + setup.patience.toNanos();
        while (!attempt(number)) {
            if (cut || pump.stopping() || System.nanoTime() > giveUp) {
                book.leaveUnsent();
                return false;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return true;
    }

    /** One try; false when the mail has no outcome yet and may be tried again. */
    private boolean attempt(long number) {
        boolean begun = false;
        try {
            Line at = connected();
            if (at == null) return false;
            Reply refusal = envelope(at);
            if (refusal != null) {
                book.refuse(number, refusal);
                return true;
            }
            boolean last = ++at.sent >= setup.perConnection;
            begun = true;
            long written = content.write(at.out, number, last);
            Reply reply = at.in.reply();
            if (reply.code() / 100 == 2) book.acknowledge(number, System.nanoTime() - written);
            else book.refuse(number, reply);
            begun = false;
            number = -1;
            if (reply.code() == 421) throw new Dismissed(reply);
            if (last) {
                at.in.reply();
                disconnect();
            }
            return true;
        } catch (IOException e) {
            // a connection this pump cut itself did not end early
            if (!cut) book.endedEarly(e instanceof EOFException ? "EOF" : String.valueOf(e.getMessage()));
            disconnect();
            if (begun) book.doubt(number);
            return begun || number < 0;
        }
    }

    private @Nullable Line connected() throws IOException {
        Line at = line;
        if (at != null) return at;
        Socket fresh = new Socket();
        try {
            socket = fresh;
            if (cut) return null;
            fresh.connect(setup.server, 5_000);
        } catch (IOException e) {
            book.connectFailed();
            disconnect();
            return null;
        }
        book.connected();
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(Math.toIntExact(setup.replyLimit.toMillis()));
        at = new Line(fresh);
        line = at;
        accepted(at.in.reply());
        at.out.write("EHLO pump.sender.test\r\n".getBytes(StandardCharsets.US_ASCII));
        Reply ehlo = at.in.reply();
        accepted(ehlo);
        at.pipelining = ehlo.offers("PIPELINING");
        return at;
    }

    private static void accepted(Reply reply) throws Dismissed {
        if (!reply.positive()) throw new Dismissed(reply);
    }

    /** MAIL, RCPT and DATA; a refusal other than 421 leaves the connection ready for the next mail. */
    private @Nullable Reply envelope(Line at) throws IOException {
        Reply refusal = null;
        if (at.pipelining) at.out.write(together);
        Reply reply = null;
        for (int i = 0; i < commands.length; i++) {
            if (!at.pipelining) at.out.write(commands[i]);
            reply = at.in.reply();
            if (reply.code() == 421) throw new Dismissed(reply);
            if (!reply.positive() && refusal == null) refusal = reply;
            if (refusal != null && !at.pipelining) break;
        }
        if (refusal == null) return null;
        if (reply != null && reply.code() == 354) {
            // some recipients were taken: without content they get nothing (RFC 5321 4.1.1.4)
            disconnect();
            return refusal;
        }
        at.out.write("RSET\r\n".getBytes(StandardCharsets.US_ASCII));
        at.in.reply();
        return refusal;
    }

    private void quit() {
        Line at = line;
        if (at == null) return;
        try {
            at.out.write(QUIT);
            at.in.reply();
        } catch (IOException e) {
            if (!cut) book.endedEarly("at QUIT: " + e.getMessage());
        }
        disconnect();
    }

    /** Breaks the connection from another thread; the mail in flight becomes uncertain. */
    void cut() {
        cut = true;
        closeSocket();
    }

    private void disconnect() {
        line = null;
        closeSocket();
    }

    private void closeSocket() {
        Socket open = socket;
        if (open == null) return;
        try {
            open.close();
        } catch (IOException e) {
            book.endedEarly("closing: " + e.getMessage());
        }
    }
}
