package org.grapnel.mta.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HookPoint;
import org.grapnel.mta.auth.Decoy;
import org.grapnel.mta.auth.Mechanisms;
import org.grapnel.mta.auth.Stores;
import org.grapnel.mta.auth.Users;
import org.grapnel.mta.auth.UsersFile;
import org.grapnel.mta.config.AuthOptions;
import org.grapnel.mta.config.RelayPolicy;
import org.grapnel.mta.config.RoutingDomain;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.Source;
import org.grapnel.mta.connect.Watchdog;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Handler;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.reception.Reception;
import org.grapnel.mta.reception.ReceptionServices;
import org.grapnel.mta.spool.OutsideSpool;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.journal.JournalOptions;
import org.grapnel.mta.spool.journal.JournalSpool;
import org.grapnel.mta.tls.InboundTls;

/** A listener on a free port of loopback with all rooms behind it up to the queue; nothing is delivered. */
final class RunningListener implements AutoCloseable {
    private final Dispatcher dispatcher = new Dispatcher(() -> Duration.ofSeconds(5));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService shard = Executors.newSingleThreadScheduledExecutor();
    private final Spool spool;
    private final Queue queue;
    private final Listener listener;
    private long serviceIds;

    RunningListener(Path directory, Map<String, ?> keys) throws Exception {
        Settings settings = Settings.of(keys, Source.named("test"));
        Clock clock = Clock.systemUTC();
        Path temporary = Files.createDirectories(directory.resolve("intake"));
        spool = JournalSpool.open(
                directory.resolve("spool"),
                JournalOptions.DEFAULTS,
                new JournalSpool.Surroundings(clock, Thread::new, new SecureRandom()::nextInt));
        queue = new Queue(() -> settings, dispatcher.live(), clock, List.of(shard), (domain, binding) -> {});
        Reception reception = new Reception(new ReceptionServices(
                () -> settings,
                dispatcher,
                new RoutingDomain(() -> settings),
                new OutsideSpool(spool, temporary),
                queue,
                new Ids(clock),
                temporary,
                clock,
                new Random(1)));
        SessionServices services = new SessionServices(
                () -> settings,
                dispatcher,
                new RelayPolicy(() -> settings),
                reception,
                new InboundTls(() -> settings, dispatcher::live, directory, clock),
                mechanisms(directory, settings),
                clock,
                new Admission(System::nanoTime),
                new Watchdog(timer, System::nanoTime, Duration.ofMillis(50)),
                Thread::new);
        listener = new Listener("mx", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), services);
        listener.start();
    }

    /** Users stand in the file {@code users} of the directory. */
    private static Mechanisms mechanisms(Path directory, Settings settings) {
        SecureRandom random = new SecureRandom();
        Decoy decoy = new Decoy(random, () -> settings.get(AuthOptions.ITERATIONS), 2);
        Users users = new Users(Stores.NONE, new UsersFile(directory.resolve("users")), decoy);
        return new Mechanisms(users, random, () -> "mx.grapnel.test");
    }

    Listener listener() {
        return listener;
    }

    Queue queue() {
        return queue;
    }

    <H> void handle(HookPoint<H, ?> point, H handler) {
        Handler.Identity identity = new Handler.Identity("test", "org.example", "1.0.0", 0, ++serviceIds);
        dispatcher.add(List.of(new Handler(point, identity, handler, FailureRule.DEFER)));
    }

    /** A client that has had the banner. */
    LineClient client() throws IOException {
        LineClient client = new LineClient(listener.address());
        client.expect("220 ");
        return client;
    }

    @Override
    public void close() {
        listener.close();
        shard.shutdownNow();
        timer.shutdownNow();
        spool.close();
    }
}
