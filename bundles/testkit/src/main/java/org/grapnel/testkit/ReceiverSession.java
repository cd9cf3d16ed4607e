package org.grapnel.testkit;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.grapnel.testkit.ReceivedMail.Fate;

/** One connection of a receiver, on one thread of its own. Replies wait until no pipelined input is left (RFC 2920 3.2). */
final class ReceiverSession implements Runnable {
    private interface Verb {
        void run(String argument) throws IOException;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** The session is over: QUIT, a 421 or a drop by rule. */
    private static final class Over extends IOException {
        private static final long serialVersionUID = 1;
    }

    private final ReceivingServer server;
    private final ReceiverSetup setup;
    private final Socket accepted;
    private final int number;
    private Socket socket;
    private BlockInput in;
    private OutputStream out;
    private ContentReader content;
    private boolean inTransaction;
    private boolean inChunks;
    private String sender = "";
    private List<String> parameters = List.of();
    private List<Envelope.Recipient> recipients = new ArrayList<>();

    private final Map<String, Verb> verbs = Map.ofEntries(
            Map.entry("EHLO", this::ehlo),
            Map.entry("LHLO", this::ehlo),
            Map.entry("HELO", this::helo),
            Map.entry("STARTTLS", this::startTls),
            Map.entry("MAIL", this::mail),
            Map.entry("RCPT", this::rcpt),
            Map.entry("DATA", this::data),
            Map.entry("BDAT", this::bdat),
            Map.entry(
                    "RSET",
                    a -> at(Stage.IDLE, "RSET", () -> {
                        reset();
                        reply(250, "2.0.0 reset");
                    })),
            Map.entry("NOOP", a -> at(Stage.IDLE, "NOOP", () -> reply(250, "2.0.0 fine"))),
            Map.entry(
                    "QUIT",
                    a -> at(Stage.QUIT, "", () -> {
                        reply(221, "2.0.0 bye");
                        throw new Over();
                    })));

    ReceiverSession(ReceivingServer server, ReceiverSetup setup, Socket socket, int number) throws IOException {
        this.server = server;
        this.setup = setup;
        this.accepted = socket;
        this.number = number;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.MINUTES.toMillis(5));
        use(socket);
    }

    private void use(Socket connection) throws IOException {
        socket = connection;
        in = new BlockInput(connection.getInputStream());
        out = new BufferedOutputStream(connection.getOutputStream(), 8 * 1024);
        content = new ContentReader(in, setup.keptBytes(), setup.mostContent);
    }

    @Override
    public void run() {
        try {
            converse();
        } catch (Over end) {
            closeQuietly();
        } catch (EOFException end) {
            if (inTransaction) server.fault("connection " + number + ": ended by the client within a transaction");
        } catch (IOException e) {
            server.fault("connection " + number + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly();
        }
    }

    private void converse() throws IOException, InterruptedException {
        at(
                Stage.CONNECT,
                accepted.getInetAddress().getHostAddress(),
                () -> reply(220, setup.hostname + (setup.lmtp ? " LMTP" : " ESMTP") + " grapnel testkit"));
        while (true) {
            if (!in.hasBuffered()) out.flush();
            String line = in.line();
            server.said(number, line);
            int space = line.indexOf(' ');
            String name = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
            Verb verb = verbs.get(name);
            if (verb == null) at(Stage.OTHER, line, () -> reply(502, "5.5.1 unknown command"));
            else verb.run(space < 0 ? "" : line.substring(space + 1).strip());
            if (Thread.interrupted()) throw new InterruptedException("receiver closed");
        }
    }

    private void ehlo(String name) throws IOException {
        at(Stage.EHLO, name, () -> {
            reset();
            List<String> lines = new ArrayList<>();
            lines.add(setup.hostname + " greets " + name);
            lines.addAll(setup.keywords);
            if (setup.tls.isPresent() && !(socket instanceof SSLSocket)) lines.add("STARTTLS");
            reply(250, String.join("\n", lines));
        });
    }

    private void helo(String name) throws IOException {
        at(Stage.EHLO, name, () -> {
            reset();
            reply(250, setup.hostname);
        });
    }

    private void startTls(String argument) throws IOException {
        at(Stage.STARTTLS, argument, () -> {
            if (setup.tls.isEmpty() || socket instanceof SSLSocket) {
                reply(502, "5.5.1 no TLS here");
                return;
            }
            // RFC 3207 6: what was pipelined in clear must not be taken for protected
            if (in.hasBuffered()) throw new ProtocolException("input behind STARTTLS");
            reply(220, "2.0.0 go ahead");
            out.flush();
            SSLSocket secured =
                    (SSLSocket) setup.tls.get().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            reset();
            use(secured);
        });
    }

    private void mail(String argument) throws IOException {
        SmtpPath path = SmtpPath.parse("FROM:", argument);
        at(Stage.MAIL, path.address(), () -> {
            if (inTransaction) {
                reply(503, "5.5.1 nested MAIL");
                return;
            }
            reset();
            inTransaction = true;
            sender = path.address();
            parameters = path.parameters();
            reply(250, "2.1.0 sender noted");
        });
    }

    private void rcpt(String argument) throws IOException {
        SmtpPath path = SmtpPath.parse("TO:", argument);
        at(Stage.RCPT, path.address(), () -> {
            if (!inTransaction) {
                reply(503, "5.5.1 MAIL first");
                return;
            }
            recipients.add(new Envelope.Recipient(path.address(), path.parameters()));
            reply(250, "2.1.5 recipient noted");
        });
    }

    private void data(String argument) throws IOException {
        at(Stage.DATA, sender, () -> {
            if (recipients.isEmpty()) {
                reply(inTransaction ? 554 : 503, "5.5.1 no valid recipients");
                return;
            }
            reply(354, "end with a dot");
            if (!in.hasBuffered()) out.flush();
            content.begin();
            content.readDotted();
            complete();
        });
    }

    private void bdat(String argument) throws IOException {
        String[] words = argument.split(" +");
        boolean last = words.length > 1 && words[1].equalsIgnoreCase("LAST");
        if (!words[0].matches("[0-9]{1,12}")) throw new ProtocolException("BDAT " + argument + ": no size");
        if (!inChunks) content.begin();
        inChunks = true;
        // RFC 3030 2: the octets follow whatever the answer will be
        content.readCounted(Long.parseLong(words[0]));
        at(Stage.DATA, sender, () -> {
            if (recipients.isEmpty()) reply(503, "5.5.1 no valid recipients");
            else if (last) complete();
            else reply(250, "2.0.0 chunk noted");
        });
    }

    private void complete() throws IOException {
        Envelope all = envelope();
        int order = server.mailbox().nextOrder();
        List<Envelope.Recipient> repliedFor =
                setup.lmtp ? recipients : List.of(new Envelope.Recipient(sender, List.of()));
        List<Envelope.Recipient> taken = new ArrayList<>();
        Fate[] fate = {Fate.REFUSED};
        try {
            for (Envelope.Recipient each : repliedFor) {
                Fate one = end(each.address(), () -> reply(250, "2.0.0 mail " + order + " taken"));
                if (one == Fate.ACCEPTED) taken.add(each);
                if (one != Fate.REFUSED) fate[0] = one;
            }
        } catch (Over dropped) {
            if (fate[0] == Fate.REFUSED && !refusedByEnd) fate[0] = Fate.UNCERTAIN;
            throw dropped;
        } finally {
            Envelope kept = setup.lmtp && fate[0] == Fate.ACCEPTED ? new Envelope(sender, parameters, taken) : all;
            // noted before the reply leaves: whoever has read the 250 finds the mail here
            server.mailbox()
                    .add(new ReceivedMail(kept, content.kept(), number, order, Instant.now(), fate[0]), content.size());
            reset();
        }
    }

    private boolean refusedByEnd;

    private Fate end(String argument, Step usual) throws IOException {
        refusedByEnd = false;
        Reaction reaction = ripe(server.react(Stage.END, argument, number, this::envelope));
        if (reaction instanceof Reaction.Answer answer) refusedByEnd = answer.code() >= 400;
        perform(reaction, usual);
        if (refusedByEnd) return Fate.REFUSED;
        return reaction instanceof Reaction.Raw ? Fate.UNCERTAIN : Fate.ACCEPTED;
    }

    private void at(Stage stage, String argument, Step usual) throws IOException {
        perform(ripe(server.react(stage, argument, number, this::envelope)), usual);
    }

    /** Waits as long as the reaction is held back. */
    private Reaction ripe(Reaction reaction) throws IOException {
        Reaction current = reaction;
        while (current instanceof Reaction.Held held) {
            out.flush();
            try {
                // the limit ends the wait as well as the gate does
                held.gate().await(held.limit().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Over();
            }
            current = held.then();
        }
        return current;
    }

    private void perform(Reaction reaction, Step usual) throws IOException {
        if (reaction instanceof Reaction.Accept) {
            usual.run();
        } else if (reaction instanceof Reaction.Answer answer) {
            reply(answer.code(), answer.text());
            if (answer.code() == 421) throw new Over();
        } else if (reaction instanceof Reaction.Raw raw) {
            out.write(raw.characters().getBytes(StandardCharsets.ISO_8859_1));
        } else {
            throw new Over();
        }
    }

    private void reply(int code, String text) throws IOException {
        String[] lines = text.split("\n", -1);
        StringBuilder reply = new StringBuilder(text.length() + 6 * lines.length);
        for (int i = 0; i < lines.length; i++) {
            reply.append(code)
                    .append(i < lines.length - 1 ? '-' : ' ')
                    .append(lines[i])
                    .append("\r\n");
        }
        out.write(reply.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Envelope envelope() {
        return new Envelope(sender, parameters, recipients);
    }

    private void reset() {
        inTransaction = false;
        inChunks = false;
        sender = "";
        parameters = List.of();
        recipients = new ArrayList<>();
    }

    /** It counts as ended before its client can know of that: the client's next connection may be here at once. */
    private void closeQuietly() {
        server.left(accepted);
        try {
            out.flush();
            socket.close();
        } catch (IOException e) {
            // the peer may have gone first; nothing is left to be told
        }
    }
}
