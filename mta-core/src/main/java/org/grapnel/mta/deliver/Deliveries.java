package org.grapnel.mta.deliver;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.grapnel.mta.config.Options;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.DomainQueue;
import org.grapnel.mta.queue.Queue;

/** Opens connections when the queue asks for them, within the limit of the whole server. Safe for use by any thread. */
public final class Deliveries implements Queue.Opener {
    private final Supplier<DeliveryServices> services;
    private final Set<ConnectionRun> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param services asked at each use: the queue and the deliveries know each other */
    public Deliveries(Supplier<DeliveryServices> services) {
        this.services = services;
    }

    @Override
    public void open(DomainQueue domain, ConfiguredBinding binding) {
        DeliveryServices now = services.get();
        if (stopping || open.size() >= now.settings().get().get(Options.MAX_OUTBOUND_CONNECTIONS)) {
            now.queue().connectionRefused(domain, binding.name());
            return;
        }
        ConnectionRun run = new ConnectionRun(now, domain, binding, () -> stopping);
        open.add(run);
        now.threads()
                .newThread(() -> {
                    try {
                        run.serve();
                    } finally {
                        open.remove(run);
                        now.queue().connectionEnded(domain, binding.name());
                        synchronized (open) {
                            open.notifyAll();
                        }
                    }
                })
                .start();
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
