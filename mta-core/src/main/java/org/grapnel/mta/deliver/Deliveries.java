package org.grapnel.mta.deliver;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.grapnel.mta.config.ConnectionOptions;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.DomainQueue;
import org.grapnel.mta.queue.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections when the queue asks for them, within the limit of the whole server. Safe for use by any thread. */
public final class Deliveries implements Queue.Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** How often more connections for retries may begin: at first one for each processor, after 5 seconds hundreds. */
    private static final Duration STEP = Duration.ofMillis(100);

    private final Supplier<DeliveryServices> services;
    private final Set<ConnectionRun> open = ConcurrentHashMap.newKeySet();
    private final ConnectionLine line = new ConnectionLine(Runtime.getRuntime().availableProcessors());
    private final AtomicBoolean rising = new AtomicBoolean();
    /** A thousand destinations may be down at the same moment; what follows is work for processors, half of which are for sessions and commands. */
    private final Semaphore failures =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private volatile boolean stopping;

    /** @param services asked at each use: the queue and the deliveries know each other */
    public Deliveries(Supplier<DeliveryServices> services) {
        this.services = services;
    }

    @Override
    public void open(DomainQueue domain, ConfiguredBinding binding) {
        DeliveryServices now = services.get();
        boolean untried = domain.anyUntried(binding);
        if (stopping) {
            now.queue().connectionRefused(domain, binding.name());
        } else if (line.mayOpen(domain, limit(now), untried)) {
            start(now, domain, binding);
        } else {
            if (!line.join(domain, binding, untried)) { // one of each Domain and binding stands in line
                now.queue().connectionNotNeeded(domain, binding.name());
            }
            riseSoon(now);
        }
    }

    /** While any wait for a retry, each step lets some more begin. */
    private void riseSoon(DeliveryServices now) {
        if (rising.compareAndSet(false, true)) {
            now.queue().later(STEP, () -> {
                rising.set(false);
                if (line.rise()) {
                    serveLine(now);
                    riseSoon(now);
                }
            });
        }
    }

    @Override
    public int free() {
        return line.free(limit(services.get()));
    }

    private static int limit(DeliveryServices now) {
        return now.settings().get().get(ConnectionOptions.MAX_OUTBOUND_CONNECTIONS);
    }

    /** Its place is taken already. */
    private void start(DeliveryServices now, DomainQueue domain, ConfiguredBinding binding) {
        ConnectionRun run = new ConnectionRun(now, domain, binding, () -> stopping, line::othersWait, failures);
        open.add(run);
        try {
            now.threads().execute(() -> serve(now, domain, binding, run));
        } catch (OutOfMemoryError e) { // no thread could be made; the domain must not count a connection for ever
            open.remove(run);
            line.left(domain);
            now.queue().connectionRefused(domain, binding.name());
            LOG.error("{}: no thread for one more connection: {}", domain, e.getMessage());
        }
    }

    private void serve(DeliveryServices now, DomainQueue domain, ConfiguredBinding binding, ConnectionRun run) {
        try {
            run.serve();
        } finally {
            open.remove(run);
            if (run.leaves()) {
                now.queue().connectionLeft(domain, binding.name());
            } else if (run.used()) {
                now.queue().connectionEnded(domain, binding.name());
            } else {
                now.queue().connectionUnused(domain, binding.name());
            }
            left(now, domain);
            synchronized (open) {
                open.notifyAll();
            }
        }
    }

    /** A place is free: those that have waited longest have it. */
    private void left(DeliveryServices now, DomainQueue domain) {
        line.left(domain);
        serveLine(now);
    }

    private void serveLine(DeliveryServices now) {
        for (Optional<ConnectionLine.Waiting> next = line.next(limit(now));
                next.isPresent();
                next = line.next(limit(now))) {
            ConnectionLine.Waiting waiting = next.get();
            if (stopping) {
                line.left(waiting.domain());
                now.queue()
                        .connectionRefused(waiting.domain(), waiting.binding().name());
            } else {
                start(now, waiting.domain(), waiting.binding());
            }
        }
    }

    public int connections() {
        return open.size();
    }

    /** No new message is begun; waits for those in flight up to the time given, then cuts their connections. */
    public void stop(Duration time) throws InterruptedException {
        stopping = true;
        open.forEach(ConnectionRun::wake);
        long deadline = System.nanoTime() + time.toNanos();
        synchronized (open) {
            while (!open.isEmpty() && System.nanoTime() < deadline) {
                open.wait(50);
            }
        }
        open.forEach(ConnectionRun::cut);
    }
}
