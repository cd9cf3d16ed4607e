package org.grapnel.mta.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Rollout;
import org.grapnel.hook.auth.Authenticator;
import org.grapnel.hook.cache.Caches;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.process.PreConsoleRelease;
import org.grapnel.hook.process.SysInit;
import org.grapnel.hook.queue.OwnedMessages;
import org.grapnel.hook.reception.Injector;
import org.grapnel.mta.auth.Decoy;
import org.grapnel.mta.auth.Mechanisms;
import org.grapnel.mta.auth.RegisteredStores;
import org.grapnel.mta.auth.UserAdmin;
import org.grapnel.mta.auth.Users;
import org.grapnel.mta.auth.UsersFile;
import org.grapnel.mta.bounce.Bounces;
import org.grapnel.mta.cache.CacheRoom;
import org.grapnel.mta.config.AuthOptions;
import org.grapnel.mta.config.ConfigException;
import org.grapnel.mta.config.ConfigRoom;
import org.grapnel.mta.config.Configuration;
import org.grapnel.mta.config.DomainRoutes;
import org.grapnel.mta.config.HandlerOptions;
import org.grapnel.mta.config.HostFailureRetry;
import org.grapnel.mta.config.HostPort;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.RelayPolicy;
import org.grapnel.mta.config.RoutingDomain;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.config.SessionOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.SpoolOptions;
import org.grapnel.mta.connect.Watchdog;
import org.grapnel.mta.control.ControlRoom;
import org.grapnel.mta.deliver.BodyLoading;
import org.grapnel.mta.deliver.Deliveries;
import org.grapnel.mta.deliver.DeliveryServices;
import org.grapnel.mta.deliver.Endings;
import org.grapnel.mta.deliver.Owed;
import org.grapnel.mta.deliver.OwnersReturns;
import org.grapnel.mta.deliver.RoutedDestinations;
import org.grapnel.mta.dispatch.Allocation;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Guard;
import org.grapnel.mta.dispatch.HandlerTracker;
import org.grapnel.mta.dispatch.Overseer;
import org.grapnel.mta.dispatch.Points;
import org.grapnel.mta.dispatch.Rollouts;
import org.grapnel.mta.dispatch.Trails;
import org.grapnel.mta.inject.Injections;
import org.grapnel.mta.log.MailLog;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.queue.Retry;
import org.grapnel.mta.queue.Suspensions;
import org.grapnel.mta.reception.Reception;
import org.grapnel.mta.reception.ReceptionServices;
import org.grapnel.mta.session.Admission;
import org.grapnel.mta.session.Listener;
import org.grapnel.mta.session.SessionServices;
import org.grapnel.mta.spool.OutsideSpool;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.journal.JournalOptions;
import org.grapnel.mta.spool.journal.JournalSpool;
import org.grapnel.mta.tls.InboundTls;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine: its rooms, put together. */
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int SHARDS = 2;
    private static final Duration BETWEEN_REPETITIONS = Duration.ofSeconds(1);
    private static final Duration LAST_TRANSACTIONS = Duration.ofSeconds(10);
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Clock clock = Clock.systemUTC();
    private final Random random = new Random();
    private final Teardown teardown = new Teardown();
    private final Shutdown shutdown = new Shutdown();
    private final CountDownLatch allQueued = new CountDownLatch(1);

    private Engine(BundleContext context) {
        this.context = context;
    }

    static Engine start(BundleContext context) throws StartException {
        Engine engine = new Engine(context);
        try {
            engine.run();
            return engine;
        } catch (ConfigException e) {
            engine.teardown.run();
            LOG.error("the configuration is refused", e);
            throw new StartException(String.join("; ", e.problems()), null);
        } catch (IOException | SpoolException | RuntimeException e) {
            engine.teardown.run();
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    void stop() {
        LOG.info("shutting down: no new sessions; transactions and deliveries that are under way may finish");
        teardown.run();
    }

    private void run() throws ConfigException, IOException, SpoolException {
        AtomicReference<Configuration> configured = new AtomicReference<>();
        Points points = new Points();
        Trails trails = new Trails(clock);
        Dispatcher dispatcher =
                new Dispatcher(() -> configured.get().current().get(HandlerOptions.HANDLER_DRAIN_TIME), trails);
        Hooks hooks = dispatcher.live();
        Configuration configuration = new Configuration(() -> hooks);
        configured.set(configuration);
        Rollouts rollouts = new Rollouts(dispatcher);
        HandlerTracker tracker = new HandlerTracker(
                context, points, dispatcher, rollouts, configuration::current, guard(configuration, trails));
        tracker.open();
        teardown.add(tracker::close);
        register(
                Rollout.class,
                rollouts,
                Map.of()); // what is upgraded while the spool is read must not be in force twice
        ConfigRoom config = new ConfigRoom(context, configuration);
        config.start();
        teardown.add(config::stop);
        obey(configuration.current(), dispatcher, points, tracker);
        teardown.add(configuration.onChange((before, now) -> obey(now, dispatcher, points, tracker))::run);
        hooks.call(SysInit.POINT);

        Ids ids = new Ids(clock);
        JournalSpool journal = spool(configuration.current());
        Path temporary = temporary(configuration.current());
        OutsideSpool spool = new OutsideSpool(journal, temporary);
        AtomicReference<DeliveryServices> deliveryServices = new AtomicReference<>();
        Deliveries deliveries = new Deliveries(deliveryServices::get);
        CacheRoom caches = new CacheRoom(hooks, clock);
        Queue queue = queue(configuration, hooks, deliveries, caches);
        Reception reception = new Reception(new ReceptionServices(
                configuration::current,
                dispatcher,
                new RoutingDomain(configuration::current),
                spool,
                queue,
                ids,
                temporary,
                clock,
                random));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Threads.named("watchdog"));
        teardown.add(timer::shutdownNow);
        Watchdog watchdog = new Watchdog(timer, System::nanoTime, Duration.ofSeconds(1));
        Owed owed = new Owed(spool, timer, BETWEEN_REPETITIONS);
        deliveryServices.set(
                deliveryServices(configuration, dispatcher, spool, owed, watchdog, queue, reception, caches));
        teardown.add(() -> deliveries.stop(LAST_DELIVERIES));

        InboundTls tls = new InboundTls(configuration::current, dispatcher::live, base(), clock);
        tls.installed(); // what can't be used is told now, not at the first client
        teardown.add(configuration.onChange((before, now) -> tls.installed())::run);
        UsersFile usersFile =
                new UsersFile(base().resolve(configuration.current().get(AuthOptions.USERS)));
        Users users = users(configuration, usersFile);
        List<Listener> listeners = listeners(new SessionServices(
                configuration::current,
                dispatcher,
                new RelayPolicy(configuration::current),
                reception,
                tls,
                new Mechanisms(
                        users, new SecureRandom(), () -> configuration.current().get(ServerOptions.HOSTNAME)),
                clock,
                new Admission(System::nanoTime),
                watchdog,
                SessionThreads.named("smtp-session")));
        Endings endings = new Endings(deliveryServices::get);
        OwnersReturns owned = new OwnersReturns(deliveryServices::get, endings);
        register(OwnedMessages.class, owned, Map.of()); // before the first message could find its owner
        recover(new Recovered(
                spool, hooks, queue, ids, configuration.current().get(QueueOptions.MAX_RESIDENT_MESSAGES)));
        SpoolCommands spoolCommands = new SpoolCommands(
                spool, owed, new SpoolImport(spool, hooks, queue, ids, journalSurroundings(), base()));
        control(
                dispatcher,
                Stream.of(
                                Commands.of(points, dispatcher, tracker, trails, listeners),
                                ConfigCommands.of(configuration::current),
                                QueueTable.of(new QueueTable.Queued(
                                        queue, spool, dispatcher, endings, configuration::current, clock)),
                                spoolCommands.all(),
                                new UserCommands(admin(configuration, usersFile)).all(),
                                new TlsCommands(tls).all())
                        .flatMap(List::stream)
                        .toList());
        teardown.add(() -> shutdown.tell(hooks, 0));
        register(
                Injector.class,
                new Injections(configuration::current, dispatcher, reception, clock),
                Map.of(
                        Injector.HTTP_LISTEN,
                        configuration.current().get(SessionOptions.HTTP_LISTEN).stream()
                                .map(HostPort::toString)
                                .toArray(String[]::new)));
        register(Authenticator.class, users, Map.of());
        register(Caches.class, caches, Map.of());
        register(Hooks.class, hooks, Map.of());
        register(Runnable.class, () -> hooks.call(PreConsoleRelease.POINT), Map.of("grapnel.on", "console-release"));
        listeners.forEach(Listener::start);
    }

    private Guard guard(Configuration configuration, Trails trails) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Threads.named("hook-overseer"));
        ExecutorService isolated = Executors.newCachedThreadPool(Threads.named("hook-isolated"));
        teardown.add(timer::shutdownNow);
        teardown.add(isolated::shutdownNow);
        Overseer overseer = new Overseer(
                timer, Allocation.counted(), () -> configuration.current().get(HandlerOptions.HANDLER_MAX_ALLOCATION));
        return new Guard(isolated, overseer, configuration::current, trails);
    }

    /** Treats the handlers as the configuration says. */
    private static void obey(Settings settings, Dispatcher dispatcher, Points points, HandlerTracker tracker) {
        dispatcher.require(settings.get(HandlerOptions.REQUIRED_HANDLERS), points.all());
        tracker.reconsider();
    }

    private JournalSpool.Surroundings journalSurroundings() {
        SecureRandom secure = new SecureRandom();
        return new JournalSpool.Surroundings(clock, Threads.named("spool-writer"), secure::nextInt);
    }

    private JournalSpool spool(Settings settings) throws SpoolException {
        boolean each = settings.get(SpoolOptions.SPOOL_DURABILITY) == SpoolOptions.Durability.EACH;
        JournalSpool spool = JournalSpool.open(
                spoolDirectory(settings),
                JournalOptions.DEFAULTS
                        .with(
                                Math.toIntExact(settings.get(SpoolOptions.SPOOL_SEGMENT_SIZE)),
                                settings.get(SpoolOptions.SPOOL_RESERVE))
                        .with(
                                Math.min(
                                        settings.get(SpoolOptions.SPOOL_BODY_CACHE),
                                        Runtime.getRuntime().maxMemory() / 4),
                                each ? Duration.ZERO : settings.get(SpoolOptions.SPOOL_FORCE_INTERVAL)),
                journalSurroundings());
        teardown.add(spool::close);
        return spool;
    }

    /** Maintenance begins when all messages are in their queues: until then retries would compete with the start for the processors. */
    private void recover(Recovered recovered) throws SpoolException {
        ExecutorService readers = Threads.readers();
        try {
            recovered.enqueueAll(readers);
        } finally {
            readers.shutdownNow();
            allQueued.countDown();
        }
    }

    private void awaitQueued() {
        try {
            allQueued.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the start has failed
        }
    }

    private Path spoolDirectory(Settings settings) {
        return base().resolve(settings.get(SpoolOptions.SPOOL));
    }

    /** Large bodies on their way in; what a crash left there belongs to nobody. */
    private Path temporary(Settings settings) throws IOException {
        Path directory = Files.createDirectories(spoolDirectory(settings).resolve("intake"));
        try (var left = Files.newDirectoryStream(directory, "{intake,outside}-*.tmp")) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return directory;
    }

    private Path base() {
        String base = context.getProperty("grapnel.base");
        return Path.of(base == null ? "." : base).toAbsolutePath().normalize();
    }

    private Queue queue(Configuration configuration, Hooks hooks, Deliveries deliveries, CacheRoom caches)
            throws IOException {
        List<ScheduledExecutorService> shards = Threads.shards(SHARDS);
        teardown.add(() -> shards.forEach(ScheduledExecutorService::shutdownNow));
        shards.forEach(shard -> shard.execute(this::awaitQueued));
        Path suspended = Files.createDirectories(base().resolve("data")).resolve("suspended");
        return new Queue(configuration::current, hooks, clock, shards, deliveries, Suspensions.in(suspended), caches);
    }

    private DeliveryServices deliveryServices(
            Configuration configuration,
            Dispatcher dispatcher,
            Spool spool,
            Owed owed,
            Watchdog watchdog,
            Queue queue,
            Reception reception,
            CacheRoom caches) {
        ExecutorService loaders = Executors.newCachedThreadPool(Threads.named("body-loader"));
        teardown.add(loaders::shutdownNow);
        ExecutorService connections = Executors.newCachedThreadPool(Threads.named("smtp-delivery"));
        teardown.add(connections::shutdown);
        return new DeliveryServices(
                configuration::current,
                dispatcher,
                owed,
                new BodyLoading(spool, loaders),
                queue,
                new Retry(configuration::current, random),
                new RoutedDestinations(
                        configuration::current,
                        new DomainRoutes(configuration::current),
                        new HostFailureRetry(configuration::current),
                        caches,
                        clock,
                        random),
                new Bounces(configuration::current, reception, clock),
                new MailLog(clock),
                watchdog,
                clock,
                connections);
    }

    private Users users(Configuration configuration, UsersFile file) {
        RegisteredStores stores = new RegisteredStores(context);
        teardown.add(stores::close);
        Decoy decoy = new Decoy(
                new SecureRandom(),
                () -> configuration.current().get(AuthOptions.ITERATIONS),
                Runtime.getRuntime().availableProcessors());
        return new Users(stores, file, decoy);
    }

    private static UserAdmin admin(Configuration configuration, UsersFile file) {
        return new UserAdmin(file, () -> configuration.current().get(AuthOptions.ITERATIONS), new SecureRandom());
    }

    private List<Listener> listeners(SessionServices services) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        for (Map.Entry<String, List<HostPort>> entry :
                services.settings().get().listeners().entrySet()) {
            for (HostPort address : entry.getValue()) {
                Listener listener =
                        new Listener(entry.getKey(), new InetSocketAddress(address.host(), address.port()), services);
                listeners.add(listener);
                teardown.add(listener::close);
                teardown.add(() -> listener.awaitSessions(LAST_TRANSACTIONS));
                teardown.add(listener::drain);
            }
        }
        return listeners;
    }

    private void control(Dispatcher dispatcher, List<ControlCommand> commands) {
        commands.forEach(command -> register(ControlCommand.class, command, Map.of()));
        ControlRoom room = new ControlRoom(context, dispatcher::live);
        room.start(); // from now on the control socket is open
        teardown.add(room::close);
    }

    private <T> void register(Class<T> type, T service, Map<String, ?> properties) {
        Dictionary<String, ?> dictionary = FrameworkUtil.asDictionary(properties);
        var registration = context.registerService(type, service, dictionary);
        teardown.add(registration::unregister);
    }
}
