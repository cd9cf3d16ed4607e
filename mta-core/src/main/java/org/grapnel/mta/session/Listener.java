package org.grapnel.mta.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.DecInboundConnections;
import org.grapnel.hook.session.IncInboundConnections;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.ValidateAccept;
import org.grapnel.mta.config.LimitOptions;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.config.SessionOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.TlsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.internal.server.ServerThread;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** One address that SMTP clients connect to, on the SubEthaSMTP kernel: its accept loop and sessions, our sockets, commands and loop. */
public final class Listener implements AutoCloseable, SessionExecutor.Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    private static final int NO_LIMIT = 100_000; // the kernel makes room for so many at its start
    private static final Duration LAST_WORD = Duration.ofSeconds(1);
    private static final Duration CUT_TIME = Duration.ofSeconds(5);

    private final String name;
    private final SessionServices services;
    private final KernelSocket socket;
    private final SMTPServer kernel;
    private final Map<Session, Exchange> exchanges = new ConcurrentHashMap<>();
    private volatile boolean draining;

    /**
     * Binds the address; nothing is accepted before {@link #start()}.
     *
     * @throws IOException with the address and the reason, when it can't be bound
     */
    public Listener(String name, InetSocketAddress address, SessionServices services) throws IOException {
        this.name = name;
        this.services = services;
        try {
            this.socket = new KernelSocket(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "smtp.listen: can't listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage() + "; stop what uses it, or choose another address",
                    e);
        }
        this.kernel = kernel(address);
    }

    private SMTPServer kernel(InetSocketAddress address) {
        SMTPServer server = SMTPServer.port(address.getPort())
                .bindAddress(address.getAddress())
                .hostName(services.settings().get().get(ServerOptions.HOSTNAME))
                .softwareName("Grapnel")
                .insertReceivedHeaders(false)
                .maxMessageSize(
                        Integer.MAX_VALUE) // the kernel's default of 0 refuses every SIZE; ours is enforced on the data
                .maxConnections(NO_LIMIT) // ours are counted by Admission, over all listeners
                .serverSocketFactory(() -> socket)
                .startTlsSocketFactory(plain -> {
                    throw new IOException("the kernel does not start TLS");
                })
                .executorService(new SessionExecutor(services.threads(), this))
                .serverThreadName("smtp-accept-" + name)
                .build();
        Verbs.all().forEach(verb -> server.getCommandHandler().addCommand(new KernelCommand(verb, exchanges)));
        return server;
    }

    public void start() {
        kernel.start();
        LOG.info(
                "listening on {} for {}",
                socket.getLocalSocketAddress(),
                services.settings().get().forListener(SessionOptions.PROTOCOL, name));
    }

    public String name() {
        return name;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** The sessions that are open, oldest first. */
    public List<SmtpSession> sessions() {
        return exchanges.values().stream()
                .map(Exchange::session)
                .sorted(Comparator.comparing(SmtpSession::started))
                .toList();
    }

    /** Accepts no more, and ends sessions that are between two transactions with 421; those in a transaction may finish it. */
    public void drain() {
        draining = true;
        try {
            socket.drain();
        } catch (IOException e) {
            LOG.warn("{}: the listening socket could not be closed: {}", name, e.getMessage());
        }
    }

    /** Waits for the sessions that are in a transaction, up to the time given; then the others are cut. */
    public void awaitSessions(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        synchronized (exchanges) {
            while (!exchanges.isEmpty() && System.nanoTime() < deadline) {
                endIdleSessions();
                exchanges.wait(50); // a session may have become idle since
            }
        }
    }

    private void endIdleSessions() {
        new ArrayList<>(exchanges.entrySet()).forEach(entry -> {
            if (entry.getValue().session().leave()) {
                try {
                    entry.getKey().getSocket().shutdownInput(); // its thread wakes and says good-bye itself
                } catch (IOException e) {
                    LOG.debug("{}: {}", entry.getValue().session(), e.getMessage());
                }
            }
        });
    }

    @Override
    public void close() {
        drain();
        cutSessions();
        kernel.stop();
    }

    /** Ends what is still open, and waits until each session's thread has cleaned up behind itself. */
    private void cutSessions() {
        long deadline = System.nanoTime() + CUT_TIME.toNanos();
        synchronized (exchanges) {
            while (!exchanges.isEmpty() && System.nanoTime() < deadline) {
                exchanges.forEach((kernelSession, exchange) -> {
                    exchange.session().cut();
                    try {
                        kernelSession.getSocket().shutdownOutput();
                        kernelSession.getSocket().shutdownInput();
                    } catch (IOException | UnsupportedOperationException e) {
                        LOG.debug("{}: {}", exchange.session(), e.getMessage());
                    }
                });
                try {
                    exchanges.wait(50); // one that was just accepted may have come in since
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    @Override
    public boolean mayEnter() {
        return services.admission().knock();
    }

    @Override
    public void decided() {
        services.admission().decided();
    }

    @Override
    public void turnAway(Session kernelSession, ServerThread owner) {
        LOG.warn("{}: a client was turned away: too many wait for their banner", name);
        end(kernelSession, owner);
    }

    @Override
    public void serve(Session kernelSession, ServerThread owner) {
        Socket client = kernelSession.getSocket();
        Ends own = Ends.of(client);
        Hooks live = services.dispatcher().live();
        SmtpSession session = new SmtpSession(
                Long.toString(ThreadLocalRandom.current().nextLong(1L << 50, 1L << 51), 36)
                        .toUpperCase(Locale.ROOT),
                name,
                own,
                services.clock().instant(),
                live);
        session.speak(services.settings().get().forListener(SessionOptions.PROTOCOL, name));
        InboundConnection connection = new InboundConnection(session, services);
        try {
            Optional<Exchange> admitted;
            try {
                session.comesFrom(ends(client, own));
                admitted = admitted(kernelSession, client, session, connection);
            } finally {
                services.admission().decided();
            }
            admitted.ifPresent(exchange -> converse(exchange, kernelSession, live));
        } catch (IOException e) {
            LOG.info("{}: client {}: {}", session, client.getInetAddress().getHostAddress(), e.getMessage());
        } finally {
            try {
                connection.closing();
            } finally {
                end(kernelSession, owner);
            }
        }
    }

    private void converse(Exchange exchange, Session kernelSession, Hooks live) {
        SmtpSession session = exchange.session();
        String type = session.protocol().name().toLowerCase(Locale.ROOT);
        live.call(IncInboundConnections.POINT, type, session);
        try {
            new SessionLoop(exchange, (verb, line) -> throughKernel(kernelSession, verb, line)).run();
            sayGoodBye(exchange);
            session.ends(SessionEnd.REFUSED); // unless there was another cause
        } finally {
            live.call(DecInboundConnections.POINT, type, session);
        }
    }

    /** The two ends as a trusted load balancer names them, else those of the socket. */
    private Ends ends(Socket client, Ends own) throws IOException {
        Settings settings = services.settings().get();
        if (!settings.forListener(LimitOptions.PROXY_HOSTS, name).contains(client.getInetAddress())) {
            return own;
        }
        try {
            return ProxyHeader.read(client, settings.forListener(LimitOptions.PROXY_TIMEOUT, name));
        } catch (IOException e) {
            throw new IOException("the PROXY header is not usable: " + e.getMessage(), e);
        }
    }

    private void throughKernel(Session kernelSession, Verbs.Verb verb, String line) throws IOException {
        try {
            kernel.getCommandHandler().getCommand(verb.name()).execute(line, kernelSession);
        } catch (DropConnectionException e) {
            throw new IllegalStateException(verb.name() + ": a command that is not ours ran", e);
        }
    }

    /** A session that a shutdown ends between two transactions is told why. */
    private void sayGoodBye(Exchange exchange) {
        if (draining && !exchange.session().quitting()) {
            try {
                exchange.end(
                        SessionEnd.SHUTDOWN, Reply.of(421, "4.3.2", "The server is shutting down")); // RFC 5321 3.8
            } catch (IOException e) {
                LOG.debug("{}: {}", exchange.session(), e.getMessage());
            }
        }
    }

    /** Asks whether the client may come in. */
    private Optional<Exchange> admitted(
            Session kernelSession, Socket client, SmtpSession session, InboundConnection connection)
            throws IOException {
        Wire wire = new Wire(client, services.watchdog());
        connection.trace(wire);
        Exchange exchange = new Exchange(session, wire, services);
        exchanges.put(kernelSession, exchange);
        Verdict.OfSocket verdict = exchange.hooks().call(ValidateAccept.POINT, session, session.context());
        if (verdict instanceof Verdict.Drop) {
            return Optional.empty();
        }
        Optional<Reply> refused = Verdict.refusalOf(verdict);
        Optional<Reply> refusal = refused.isPresent() ? refused : exchange.seat();
        if (refusal.isPresent()) {
            exchange.refuseAs(RejectionPhase.ACCEPT, refusal.get());
            if (!exchange.setting(TlsOptions.IMPLICIT)) { // a client that speaks TLS can't read it
                exchange.wire().flush();
            }
        }
        return refusal.isPresent() ? Optional.empty() : Optional.of(exchange);
    }

    private void end(Session kernelSession, ServerThread owner) {
        try {
            Exchange exchange = exchanges.get(kernelSession);
            if (exchange != null) {
                exchange.wire().close(LAST_WORD);
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", name, e.getMessage());
        }
        try {
            kernelSession.closeSocket();
        } catch (IOException e) {
            LOG.debug("{}: {}", name, e.getMessage());
        } finally {
            owner.sessionEnded(kernelSession);
            Exchange ended = exchanges.remove(kernelSession);
            if (ended != null) {
                ended.leaveSeat();
            }
            synchronized (exchanges) {
                exchanges.notifyAll();
            }
        }
    }
}
