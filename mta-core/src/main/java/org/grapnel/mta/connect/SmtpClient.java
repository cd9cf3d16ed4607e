package org.grapnel.mta.connect;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;

/**
 * One SMTP or LMTP connection, in the order {@link #greet}, {@link #hello}, {@link #startTls}, {@link #send} …,
 * {@link #quit}. Replies are values, whatever their code; an exception means that the connection is of no more use, and
 * then its socket is closed. Owned by one thread at a time; {@link #abort} alone may be called from others.
 */
public final class SmtpClient implements Closeable {
    private final Dialogue dialogue;
    private final ClientSettings settings;
    private Capabilities capabilities = Capabilities.NONE;
    private boolean needsReset;

    /**
     * Takes over a connected socket.
     *
     * @param watchdog shared by all connections
     * @param observer sees all bytes; empty costs nothing
     */
    public SmtpClient(Socket socket, ClientSettings settings, Watchdog watchdog, Optional<WireObserver> observer)
            throws IOException {
        this.settings = settings;
        this.dialogue = new Dialogue(new Wire(socket, watchdog, observer), settings);
    }

    /** TLS from the first byte on (RFC 8314 3.3); before {@link #greet}. */
    public void secureNow(TlsSettings tls) throws BrokenConnectionException {
        try {
            dialogue.secure(tls);
        } catch (BrokenConnectionException e) {
            dialogue.abandon();
            throw e;
        }
    }

    /** Reads the greeting: 220, or why not. */
    public Reply greet(Steps steps) throws BrokenConnectionException {
        return guarded(() -> dialogue.read(Stage.BANNER, 220, Stage.HELLO, steps));
    }

    /** EHLO, or HELO where that is refused for good; LHLO under LMTP. */
    public Reply hello(Steps steps) throws BrokenConnectionException {
        capabilities = Capabilities.NONE;
        Reply reply = ask(settings.lmtp() ? "LHLO " : "EHLO ", settings.ehloName(), Stage.HELLO, 250, steps);
        if (reply.permanentFailure() && !settings.lmtp()) { // RFC 5321 3.2
            return ask("HELO ", settings.ehloName(), Stage.HELLO, 250, steps);
        }
        if (reply.positive()) {
            capabilities = Capabilities.of(reply);
        }
        return reply;
    }

    /** What the last {@link #hello} was answered. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /**
     * STARTTLS, handshake and EHLO again.
     *
     * @return the refusal of STARTTLS, or the reply to the EHLO within TLS
     */
    public Reply startTls(TlsSettings tls, Steps steps) throws BrokenConnectionException {
        Reply reply = ask("STARTTLS", "", Stage.STARTTLS, 220, steps);
        if (reply.code() != 220) {
            return reply;
        }
        capabilities = Capabilities.NONE; // RFC 3207 4.2: knowledge from before TLS is void
        secureNow(tls);
        return hello(steps);
    }

    /** The session under TLS. */
    public Optional<SSLSession> tlsSession() {
        return dialogue.wire().tlsSession();
    }

    /**
     * XCLIENT with the given arguments, such as {@code ADDR=192.0.2.1}, and EHLO again.
     *
     * @return the refusal (a local one where an argument can't be sent or a listener says no), or the reply to EHLO
     */
    public Reply xclient(List<String> arguments, Steps steps) throws BrokenConnectionException {
        List<String> edited = new ArrayList<>(arguments);
        Optional<String> objection = steps.beforeXclient(edited);
        if (objection.isPresent()) {
            return Reply.local(451, "4.3.0", objection.get());
        }
        String line = String.join(" ", edited);
        if (line.length() > CommandText.MAX_LINE
                || !edited.stream().allMatch(a -> !a.isEmpty() && CommandText.isToken(a, false))) {
            return Reply.local(501, "5.5.4", "XCLIENT argument can't be sent: " + line);
        }
        Reply reply = ask("XCLIENT ", line, Stage.XCLIENT, 220, steps);
        return reply.positive() ? hello(steps) : reply;
    }

    public Reply rset(Steps steps) throws BrokenConnectionException {
        Reply reply = ask("RSET", "", Stage.RSET, 250, steps);
        needsReset = !reply.positive();
        return reply;
    }

    public Reply noop(Steps steps) throws BrokenConnectionException {
        return ask("NOOP", "", Stage.NOOP, 250, steps);
    }

    /** One transaction. Never throws for what the server or the network does. */
    public Transmission send(Envelope envelope, BodySource body, Steps steps) {
        MailTransaction transaction = new MailTransaction(dialogue, capabilities, envelope, body, steps, needsReset);
        boolean returned = false;
        try {
            Transmission transmission = transaction.run();
            needsReset = transaction.needsReset();
            returned = true;
            return transmission;
        } finally {
            if (!returned || !usable()) {
                dialogue.abandon(); // also when a listener or the body's source threw: nothing is known any more
            }
        }
    }

    /** Another command can be sent. */
    public boolean usable() {
        return dialogue.usable();
    }

    /** The socket, for its addresses. */
    public Socket socket() {
        return dialogue.wire().socket();
    }

    /** Says QUIT where that still makes sense, and closes. */
    public Optional<Reply> quit() {
        Optional<Reply> reply = Optional.empty();
        if (usable()) {
            try {
                dialogue.command("QUIT\r\n", 1, Stage.QUIT);
                reply = Optional.of(dialogue.readQuietly(Stage.QUIT));
            } catch (BrokenConnectionException e) {
                reply = Optional.empty(); // hanging up on a QUIT is rude and harmless
            }
        }
        close();
        return reply;
    }

    /** Closes without QUIT, in order under TLS. */
    @Override
    public void close() {
        dialogue.wire().close(dialogue.deadline(settings.quitLimit()));
    }

    /** Cuts the connection from any thread; the owner sees it as broken. */
    public void abort() {
        dialogue.wire().closeRaw();
    }

    private Reply ask(String verb, String arguments, Stage stage, int expected, Steps steps)
            throws BrokenConnectionException {
        return guarded(() -> {
            dialogue.command(verb + arguments + "\r\n", 1, stage);
            return dialogue.read(stage, expected, Stage.IDLE, steps);
        });
    }

    private interface Exchange {
        Reply run() throws BrokenConnectionException, AttemptEndedException;
    }

    private Reply guarded(Exchange exchange) throws BrokenConnectionException {
        boolean returned = false;
        try {
            Reply reply = exchange.run();
            returned = true;
            return reply;
        } catch (AttemptEndedException e) {
            throw new BrokenConnectionException(Kind.ENDED, CommandText.shown(String.valueOf(e.getMessage())), e);
        } finally {
            if (!returned) {
                dialogue.abandon();
            }
        }
    }
}
