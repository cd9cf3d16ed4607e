package org.grapnel.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.grapnel.testkit.ReceivedMail.Fate;

/** A real SMTP (or LMTP) receiver on loopback that does what its rules say and keeps what it was given. */
public final class ReceivingServer implements AutoCloseable {
    private static final int REMEMBERED_COMMANDS = 20_000;

    private final ReceiverSetup setup;
    private final ServerSocket listener;
    private final ThreadPoolExecutor sessions;
    private final List<Rule> rules;
    private final Mailbox mailbox;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final ConcurrentLinkedDeque<String> commands = new ConcurrentLinkedDeque<>();
    private final AtomicInteger remembered = new AtomicInteger();
    private final ConcurrentLinkedDeque<String> faults = new ConcurrentLinkedDeque<>();

    ReceivingServer(ReceiverSetup setup) throws IOException {
        this.setup = setup;
        rules = new CopyOnWriteArrayList<>(setup.rules);
        mailbox = new Mailbox(setup.countOnly, setup.idHeader, setup.notedHeader);
        listener = new ServerSocket(setup.port, 500, setup.address);
        sessions =
                new ThreadPoolExecutor(0, setup.mostConnections, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), r -> {
                    Thread thread = new Thread(r, "receiver-" + listener.getLocalPort());
                    thread.setDaemon(true);
                    return thread;
                });
        Thread acceptor = new Thread(this::accept, "receiver-accept-" + listener.getLocalPort());
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** A receiver that offers everything and accepts everything. */
    public static ReceivingServer open() throws IOException {
        return setup().open();
    }

    public static ReceiverSetup setup() {
        return new ReceiverSetup();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) fault("accept: " + e);
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        int number = connections.incrementAndGet();
        open.add(socket);
        mostOpen.accumulateAndGet(open.size(), Math::max);
        try {
            sessions.execute(new ReceiverSession(this, setup, socket, number));
        } catch (RejectedExecutionException full) {
            left(socket);
            try (socket) {
                socket.getOutputStream()
                        .write("421 4.3.2 too many connections\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            left(socket);
            throw e;
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** As it is written in routes: {@code 127.0.0.1:2700}. */
    public String route() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** Adds a rule behind those there are. */
    public ReceivingServer rule(Rule rule) {
        rules.add(rule);
        return this;
    }

    /** From now on everything is accepted. */
    public void clearRules() {
        rules.clear();
    }

    Reaction react(Stage stage, String argument, int connection, Supplier<Envelope> envelope) {
        if (rules.isEmpty()) return Reaction.accept();
        Moment moment = new Moment(stage, argument, connection, envelope.get());
        for (Rule rule : rules) {
            Optional<Reaction> answer = rule.answer(moment);
            if (answer.isPresent()) return answer.get();
        }
        return Reaction.accept();
    }

    Mailbox mailbox() {
        return mailbox;
    }

    void said(int connection, String line) {
        if (setup.countOnly) return;
        commands.addLast(connection + " " + line);
        if (remembered.incrementAndGet() > REMEMBERED_COMMANDS) commands.pollFirst();
    }

    void fault(String what) {
        faults.add(what);
        if (faults.size() > 1_000) faults.pollFirst();
    }

    void left(Socket socket) {
        open.remove(socket);
    }

    /** The accepted mails in the order of their arrival; empty when only counting. */
    public List<ReceivedMail> mails() {
        return mailbox.mails(Fate.ACCEPTED);
    }

    public List<ReceivedMail> mails(Fate fate) {
        return mailbox.mails(fate);
    }

    public int count() {
        return mailbox.count(Fate.ACCEPTED);
    }

    public int count(Fate fate) {
        return mailbox.count(fate);
    }

    /** The id header's values in mails of this fate, and how often each came. */
    public Map<String, Integer> ids(Fate fate) {
        return mailbox.ids(fate);
    }

    /** The values of the noted field, by the ids of the mails that were taken. */
    public Map<String, List<String>> noted() {
        return mailbox.noted();
    }

    /** Bytes of content received, of every fate. */
    public long bytes() {
        return mailbox.bytes();
    }

    /** Connections so far. */
    public int connections() {
        return connections.get();
    }

    public int openConnections() {
        return open.size();
    }

    public int mostOpenConnections() {
        return mostOpen.get();
    }

    /** The last commands as {@code CONNECTION LINE}; empty when only counting. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** What clients did against the protocol: bare LF in commands, connections that ended inside a mail, … */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Forgets mails, commands and faults; connections stay. */
    public void forget() {
        mailbox.clear();
        commands.clear();
        remembered.set(0);
        faults.clear();
    }

    /** Waits until at least n mails are accepted, and returns all there are. */
    public List<ReceivedMail> awaitMails(int n, Duration limit) {
        Await.until(
                limit,
                () -> count() >= n,
                () -> "received " + count() + " of " + n + " mails at " + route() + " (refused " + count(Fate.REFUSED)
                        + ", uncertain " + count(Fate.UNCERTAIN) + ", faults " + faults() + ")");
        return mails();
    }

    public ReceivedMail awaitSubject(String subject, Duration limit) {
        return Await.value(
                limit,
                () -> mails().stream().filter(m -> m.subject().equals(subject)).findFirst(),
                () -> "no mail with subject '" + subject + "' at " + route() + ", only " + mails());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sessions.shutdownNow();
        for (Socket socket : open) socket.close();
    }
}
