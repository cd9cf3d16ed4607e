package org.grapnel.mta.session;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.session.Protocol;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.TlsState;
import org.grapnel.mta.mail.Bag;
import org.jspecify.annotations.Nullable;

/** What is known of one inbound connection. Written by the session's thread alone; the volatile fields are also read by control commands. */
public final class SmtpSession implements Session {
    /** What the session is doing, for {@code smtp:sessions}. */
    public enum Phase {
        GREETING,
        COMMAND,
        TRANSACTION,
        DATA,
        CLOSING
    }

    private final String id;
    private final String listener;
    private final InetSocketAddress peerAddress;
    private Ends origin;
    private volatile Ends ends;
    private @Nullable String login;
    private volatile @Nullable SessionEnd end;
    private final Instant started;
    private final Bag bag;
    private final SessionContext context = new SessionContext();
    private final Identity identity = new Identity();
    private @Nullable MailTransaction transaction;
    private volatile Protocol protocol = Protocol.SMTP;
    private volatile Phase phase = Phase.GREETING;
    private volatile @Nullable String ehloName;
    private volatile boolean extended;
    private volatile int accepted;
    private volatile @Nullable TlsState tls;
    private boolean certificateRequired;
    private volatile boolean cut;
    private int errors;
    private int idleCommands;
    private boolean refused;
    private boolean leaving; // guarded by this
    private boolean idle; // guarded by this
    private boolean quitting;
    private boolean surplus;

    /**
     * Begins one.
     *
     * @param ends of the connection itself
     */
    SmtpSession(String id, String listener, Ends ends, Instant started, Hooks live) {
        this.id = id;
        this.listener = listener;
        this.peerAddress = ends.client();
        this.origin = ends;
        this.ends = ends;
        this.started = started;
        this.bag = new Bag(this, null, () -> live);
    }

    /** Settled before the banner. */
    void speak(Protocol spoken) {
        protocol = spoken;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    Bag bag() {
        return bag;
    }

    /** The dictionaries of connection and transaction, and the pending reply. */
    SessionContext context() {
        return context;
    }

    Identity identity() {
        return identity;
    }

    Optional<MailTransaction> transaction() {
        return Optional.ofNullable(transaction);
    }

    void begin(MailTransaction begun) {
        transaction = begun;
        surplus = false;
        phase = Phase.TRANSACTION;
    }

    /** Ends the transaction, whatever its outcome, and lets go of what it held. */
    void endTransaction() {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
        context.endMessage();
        phase = Phase.COMMAND;
    }

    /** Chunks of a mail that is lost already may still be on their way. */
    void expectSurplus(boolean expected) {
        surplus = expected;
    }

    boolean surplusExpected() {
        return surplus && transaction == null;
    }

    public Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }

    void greeted(String name, boolean withExtensions) {
        ehloName = name;
        extended = withExtensions;
    }

    /** The ends as a load balancer has named them, before anything is said. */
    void comesFrom(Ends named) {
        origin = named;
        ends = named;
    }

    /** The ends as they were when the session began, before XCLIENT. */
    Ends origin() {
        return origin;
    }

    /** Is from now on the session of another client, which has still to greet. */
    void speaksFor(Ends others) {
        ends = others;
        ehloName = null;
        extended = false;
        refused = false;
        errors = 0;
        idleCommands = 0;
        identity.forget(); // whoever proved it was somebody else
        if (login != null) {
            identity.proved(login);
        }
    }

    /** The login that a gateway names for the client; null for none. */
    void namedLogin(@Nullable String user) {
        login = user;
    }

    /** TLS has begun: what the client said before is forgotten (RFC 3207 4.2). */
    void secured(TlsState agreed) {
        endTransaction();
        ehloName = null;
        extended = false;
        identity.forget();
        context.forgetAuthentication();
        tls = agreed;
    }

    /** Whether only a client with a trusted certificate is served inside TLS. */
    void requireCertificate(boolean required) {
        certificateRequired = required;
    }

    /** A trusted certificate is required, and there was none. */
    boolean wantsCertificate() {
        TlsState agreed = tls;
        return certificateRequired && agreed != null && !agreed.peerVerified();
    }

    void countAccepted() {
        int before = accepted;
        accepted = before + 1; // only the session's thread writes
        errors = 0;
        idleCommands = 0;
    }

    /** Counts a command that brings no mail forward. */
    void countIdle() {
        idleCommands++;
    }

    /** Such commands since the last accepted mail. */
    int idleCommands() {
        return idleCommands;
    }

    /** Notes why the session ends; the first cause counts. */
    void ends(SessionEnd cause) {
        if (end == null) {
            end = cause;
        }
    }

    /** Counts a command refused for good; what is refused for now is no mistake of the client. */
    void countError() {
        errors++;
    }

    /** Commands refused for good since the last accepted mail. */
    int errors() {
        return errors;
    }

    /** From now on only QUIT is served (RFC 5321 3.1). */
    void refuse() {
        refused = true;
    }

    boolean refused() {
        return refused;
    }

    /** The client has said QUIT, or the server ends the session. */
    void quit() {
        quitting = true;
        phase = Phase.CLOSING;
    }

    boolean quitting() {
        return quitting;
    }

    /** The thread is about to wait for a command; false when the session shall end here instead. */
    synchronized boolean awaitCommand() {
        idle = phase == Phase.COMMAND;
        return !(idle && leaving);
    }

    /** The server ends the connection in the middle of whatever it does. Any thread. */
    void cut() {
        cut = true;
    }

    boolean wasCut() {
        return cut;
    }

    /** A command has come; false when the session shall end instead of serving it. */
    synchronized boolean takeCommand() {
        boolean ending = idle && leaving;
        idle = false;
        return !ending;
    }

    /** Has the session end before its next transaction; true when its thread waits for the client and must be woken. Any thread. */
    synchronized boolean leave() {
        leaving = true;
        return idle;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String listener() {
        return listener;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return ends.client();
    }

    @Override
    public InetSocketAddress localAddress() {
        return ends.server();
    }

    @Override
    public InetSocketAddress peerAddress() {
        return peerAddress;
    }

    @Override
    public Instant started() {
        return started;
    }

    @Override
    public Optional<String> ehloName() {
        return Optional.ofNullable(ehloName);
    }

    @Override
    public boolean extended() {
        return extended;
    }

    @Override
    public Optional<TlsState> tls() {
        return Optional.ofNullable(tls);
    }

    @Override
    public Optional<String> authenticated() {
        return identity.name();
    }

    @Override
    public int accepted() {
        return accepted;
    }

    @Override
    public Optional<SessionEnd> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public <T> Optional<T> attachment(AttachmentKey<T> key) {
        return bag.find(key);
    }

    @Override
    public <T> void attach(AttachmentKey<T> key, T value) {
        bag.put(key, value);
    }

    @Override
    public void detach(AttachmentKey<?> key) {
        bag.remove(key);
    }

    @Override
    public String toString() {
        return "session " + id;
    }
}
