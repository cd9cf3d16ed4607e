package org.grapnel.mta.deliver;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.connect.DecOutboundConnections;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.connect.SmtpShouldSessionShutdown;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.queue.MailQueueGetNextActive;
import org.grapnel.hook.queue.MailqGetNextActive;
import org.grapnel.hook.session.PreEventClose;
import org.grapnel.mta.config.ConnectionOptions;
import org.grapnel.mta.dispatch.Generation;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.DomainQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One outbound connection from its first message to its end, on its own thread. */
final class ConnectionRun {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRun.class);

    private static final int MESSAGES_OF_A_TURN = 10;

    private final DeliveryServices services;
    private final DomainQueue domain;
    private final ConfiguredBinding binding;
    private final BooleanSupplier stopping;
    private final Settlement settlement;
    private volatile @Nullable OpenConnection connection;
    private volatile @Nullable Thread thread;
    private boolean idle; // guarded by this
    private final Predicate<DomainQueue> othersWait;
    private final LocalAgents agents;
    private final Unreached unreached;
    private boolean used;
    private boolean leaves;
    private int turn;

    /**
     * A run that has still to begin.
     *
     * @param othersWait whether other Domains wait for a connection that the process has no place for
     * @param failures how many runs at a time may settle what no connection could be had for
     */
    ConnectionRun(
            DeliveryServices services,
            DomainQueue domain,
            ConfiguredBinding binding,
            BooleanSupplier stopping,
            Predicate<DomainQueue> othersWait,
            Semaphore failures) {
        this.services = services;
        this.domain = domain;
        this.binding = binding;
        this.stopping = stopping;
        this.othersWait = othersWait;
        this.settlement = new Settlement(services, domain);
        this.agents = new LocalAgents(services, domain, settlement);
        this.unreached = new Unreached(services, domain, binding, settlement, agents, failures);
    }

    void serve() {
        thread = Thread.currentThread();
        try {
            boolean goOn = !mustLeave(); // it may have stood in line for long
            while (goOn) {
                Optional<MailMessage> next = next();
                goOn = next.isPresent()
                        && deliver(next.get())
                        && !stopping.getAsBoolean()
                        && !turnIsOver()
                        && !mustLeave();
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: woken to stop", domain);
        } catch (RuntimeException | Error e) {
            LOG.error("delivery to {} was ended by a fault of the server", domain, e);
        } finally {
            thread = null;
            close(true);
            settlement.awaitDurable();
        }
    }

    /** Where the process has no connection left for others, each has a few messages' time and then goes to the end of the line. */
    private boolean turnIsOver() {
        turn++;
        return turn >= MESSAGES_OF_A_TURN && othersWait.test(domain);
    }

    /** Where the domain may have fewer connections by now, those that are too many go. */
    private boolean mustLeave() {
        leaves = leaves || services.queue().leaves(domain, binding.name());
        return leaves;
    }

    /** True when it ends because it was one connection too many; known when the run is over. */
    boolean leaves() {
        return leaves;
    }

    /** True when at least one message was attempted; known when the run is over. */
    boolean used() {
        return used;
    }

    /** Ends the wait for a next message; a delivery that is under way is left alone. */
    synchronized void wake() {
        Thread running = thread;
        if (idle && running != null) {
            running.interrupt();
        }
    }

    /** From here on {@link #wake} leaves the thread alone, and what it did too late is undone. */
    private synchronized void busy() {
        idle = false;
        boolean unused = Thread.interrupted();
    }

    private synchronized void idle() {
        idle = true;
    }

    /** Cuts the connection under a delivery; its message is tried again after the next start. */
    void cut() {
        OpenConnection open = connection;
        if (open != null) {
            open.client().abort();
        }
    }

    private Optional<MailMessage> next() throws InterruptedException {
        idle(); // before the question whether the server stops: one of the two is seen by who stops it
        try {
            if (connection == null) {
                Optional<MailMessage> due = domain.take(binding);
                if (due.isPresent() || domain.kept(binding) == 0 || stopping.getAsBoolean() || !openForKept()) {
                    return due;
                }
            }
            return chosenOrTaken(java.util.Objects.requireNonNull(connection));
        } finally {
            busy();
        }
    }

    /** What a handler gives out, else the head of the active set; waits for as long as an idle connection stays open. */
    private Optional<MailMessage> chosenOrTaken(OpenConnection open) throws InterruptedException {
        Duration wait =
                services.settings().get().get(ConnectionOptions.CONNECTION_IDLE_TIME, domain.name(), binding.name());
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            Optional<MailMessage> chosen = chosen(open);
            if (chosen.isPresent()) {
                return chosen;
            }
            if (mustLeave()) {
                return Optional.empty();
            }
            boolean giveWay = stopping.getAsBoolean() || othersWait.test(domain) || domain.suspended(binding.name());
            long left = giveWay ? 0 : Math.max(0, end - System.nanoTime());
            Optional<MailMessage> taken = domain.take(binding, Duration.ofNanos(left));
            if (taken.isPresent() || left == 0) {
                return taken;
            }
        }
    }

    /** One that is not due here, or under way already, counts as no answer: it would be sent twice. */
    private Optional<MailMessage> chosen(OpenConnection open) {
        Hooks live = services.dispatcher().live();
        Optional<QueuedMessage> given = live.call(MailqGetNextActive.POINT, domain, binding, (OutboundConnection) open)
                .map(QueuedMessage.class::cast)
                .or(() -> live.call(MailQueueGetNextActive.POINT, domain, binding, (OutboundConnection) open));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.get() instanceof MailMessage message && domain.claim(binding, message)) {
            return Optional.of(message);
        }
        LOG.error(
                "{}: a handler of {} or {} gave out {}, which is not due for {}; the active set decides",
                domain,
                MailqGetNextActive.POINT,
                MailQueueGetNextActive.POINT,
                given.get(),
                binding.name());
        return Optional.empty();
    }

    /** Handlers are asked for a message with a connection in hand, so what they keep needs one first. */
    private boolean openForKept() {
        Generation hooks = services.dispatcher().pin();
        try {
            return opened(hooks, false) instanceof Opening.Result.Ready;
        } finally {
            hooks.release();
        }
    }

    /** One attempt for one message, with the handlers that it begins with; false when the run is over. */
    private boolean deliver(MailMessage message) {
        used = true;
        Generation hooks = services.dispatcher().pin();
        try {
            return agents.attempt(hooks, message) || overSmtp(hooks, message);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the attempt was ended by a fault of the server; it is tried again", message, e);
            settlement.putBack(message);
            close(false); // nobody knows what it was in the middle of
            return true;
        } finally {
            hooks.release();
        }
    }

    private boolean overSmtp(Generation hooks, MailMessage message) {
        boolean reused = connection != null;
        if (!reused && !open(hooks, message)) {
            return false; // where no server answers, retries cost no reading of bodies
        }
        Optional<Reply> absent = services.bodies().load(hooks, message);
        if (absent.isPresent()) {
            settlement.all(hooks, message, absent.get(), Optional.empty());
            return true;
        }
        OpenConnection open = java.util.Objects.requireNonNull(connection);
        if (refusedWithoutTls(hooks, message, open)) {
            return true;
        }
        long mark = services.queue().shaping().mark();
        Attempt attempt = new Attempt(hooks, open, message, services, settlement::awaitDurable);
        if (!attempt.send() && reused) { // the server had ended it while it was idle: nothing was tried yet
            close(false);
            if (!open(hooks, message)) {
                return false;
            }
            open = java.util.Objects.requireNonNull(connection);
            if (refusedWithoutTls(hooks, message, open)) {
                return true;
            }
            attempt = new Attempt(hooks, open, message, services, settlement::awaitDurable);
            attempt.send();
        }
        settlement.each(hooks, message, attempt.results(), Optional.of(open.host()), attempt.success());
        attempt.refusal()
                .ifPresent(reply -> services.queue().shaping().failed(domain.name(), binding.name(), reply, mark));
        open.countDelivery();
        if (!attempt.usable()) {
            close(false);
            return true;
        }
        int most = services.settings()
                .get()
                .get(ConnectionOptions.MAX_DELIVERIES_PER_CONNECTION, domain.name(), binding.name());
        int deliveries = open.deliveries();
        if (hooks.call(SmtpShouldSessionShutdown.POINT, attempt).orElse(most > 0 && deliveries >= most)) {
            close(true);
        }
        return true;
    }

    /** Settles a message that may not go over this connection. */
    private boolean refusedWithoutTls(Generation hooks, MailMessage message, OpenConnection open) {
        Optional<Reply> refusal = RequiredTls.refusal(message, open);
        refusal.ifPresent(reply -> settlement.all(hooks, message, reply, Optional.of(open.host())));
        return refusal.isPresent();
    }

    /** Opens the connection; where that fails, so does the attempt for this message. */
    private boolean open(Generation hooks, MailMessage message) {
        if (opened(hooks, true) instanceof Opening.Result.Failed failed) {
            unreached.settle(hooks, message, failed);
            return false;
        }
        return true;
    }

    /** @param orLeave without a connection there is nothing left to do */
    private Opening.Result opened(Generation hooks, boolean orLeave) {
        long mark = services.queue().shaping().mark();
        Opening.Result result = promised(hooks);
        if (result instanceof Opening.Result.Ready ready) {
            connection = ready.connection();
        } else if (result instanceof Opening.Result.Failed failed) {
            if (orLeave) {
                leaves = true;
                domain.leaves(binding); // before shaping asks others to
            }
            if (failed.ofDestination()) {
                services.queue().shaping().failed(domain.name(), binding.name(), failed.reply(), mark);
            }
        }
        return result;
    }

    /** Others of the Domain may leave their mail to this one while it is being opened, and for as long as it is open. */
    private Opening.Result promised(Generation hooks) {
        boolean ready = false;
        domain.promises(binding, 1);
        try {
            Opening.Result result = new Opening(services, domain, binding).open(hooks);
            ready = result instanceof Opening.Result.Ready;
            return result;
        } finally {
            if (!ready) {
                domain.promises(binding, -1);
            }
        }
    }

    private void close(boolean quit) {
        OpenConnection open = connection;
        connection = null;
        if (open != null) {
            domain.promises(binding, -1);
            Hooks live = services.dispatcher().live();
            live.call(PreEventClose.POINT, open);
            live.call(DecOutboundConnections.POINT, open);
            if (quit) {
                settlement.awaitDurable(); // as before the next final dot: who was told QUIT is not sent the same again
                open.client().quit();
            } else {
                open.client().close();
            }
        }
    }
}
