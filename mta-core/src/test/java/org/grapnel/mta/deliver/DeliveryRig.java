package org.grapnel.mta.deliver;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.grapnel.hook.log.LogAttemptV1;
import org.grapnel.hook.log.LogDeliveryV1;
import org.grapnel.hook.log.LogPermanentFailureV1;
import org.grapnel.hook.log.LogTransientFailureV1;
import org.grapnel.mta.bounce.Bounces;
import org.grapnel.mta.config.DomainRoutes;
import org.grapnel.mta.config.HostFailureRetry;
import org.grapnel.mta.connect.Watchdog;
import org.grapnel.mta.log.MailLog;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.queue.Retry;
import org.grapnel.testkit.Await;

/** Everything from reception to the wire. Maintenance runs on the test's thread while it waits. */
@SuppressWarnings("try") // close() may be interrupted, which ends the test
public final class DeliveryRig implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    public final Rig rig;
    public final Deliveries deliveries;
    public final Endings endings;
    public final OwnersReturns owners;
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> Rig.daemon(task, "watchdog"));

    private final ExecutorService loaders = Executors.newCachedThreadPool(task -> Rig.daemon(task, "body-loader"));

    public DeliveryRig(Path directory) throws Exception {
        AtomicReference<DeliveryServices> services = new AtomicReference<>();
        deliveries = new Deliveries(services::get);
        endings = new Endings(services::get);
        owners = new OwnersReturns(services::get, endings);
        rig = new Rig(directory, deliveries);
        services.set(new DeliveryServices(
                rig::settings,
                rig.dispatcher,
                new Owed(rig.spool, timer, Duration.ofMillis(20)),
                new BodyLoading(rig.spool, loaders),
                rig.queue,
                new Retry(rig::settings, new Random(5)),
                new RoutedDestinations(
                        rig::settings,
                        new DomainRoutes(rig::settings),
                        new HostFailureRetry(rig::settings),
                        rig.caches,
                        rig.timer.clock(),
                        new Random(5)),
                new Bounces(rig::settings, rig.reception, rig.timer.clock()),
                new MailLog(rig.timer.clock()),
                new Watchdog(timer, System::nanoTime, Duration.ofMillis(200)),
                rig.timer.clock(),
                task -> Rig.daemon(task, "delivery").start()));
        rig.hook(LogAttemptV1.POINT, (message, domain, time, note) -> events.add("attempt " + message.recipients()));
        rig.hook(
                LogDeliveryV1.POINT,
                (message, domain, time, reply) -> events.add(
                        "delivered " + reply.recipients() + " " + reply.reply().code()));
        rig.hook(
                LogTransientFailureV1.POINT,
                (message, domain, time, reply) -> events.add(
                        "later " + reply.recipients() + " " + reply.reply().code()));
        rig.hook(
                LogPermanentFailureV1.POINT,
                (message, domain, time, reply) -> events.add(
                        "failed " + reply.recipients() + " " + reply.reply().code()));
    }

    public DeliveryRig route(String pattern, String... to) throws Exception {
        rig.set(
                "routes",
                java.util.Arrays.stream(to).map(host -> pattern + "=" + host).toList());
        return this;
    }

    /** What was told of attempts, deliveries and failures so far. */
    public List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    public List<String> events(String kind) {
        return events().stream().filter(event -> event.startsWith(kind + " ")).toList();
    }

    /** Runs maintenance until the condition holds. */
    public void until(Callable<Boolean> condition) {
        Await.until(
                LIMIT,
                () -> {
                    rig.timer.runDue();
                    return condition.call();
                },
                () -> "events " + events() + ", queue " + rig.queue.messages() + ", connections "
                        + deliveries.connections());
    }

    /** Until nothing is under way: every message waits for a later time, and no connection is open. */
    public void settle() {
        until(() -> deliveries.connections() == 0
                && rig.queue.domains().stream().allMatch(d -> d.active() == 0 && d.connections() == 0));
    }

    public Instant now() {
        return rig.timer.clock().instant();
    }

    @Override
    public void close() throws Exception {
        deliveries.stop(Duration.ofSeconds(5));
        timer.shutdownNow();
        loaders.shutdownNow();
        rig.close();
    }
}
