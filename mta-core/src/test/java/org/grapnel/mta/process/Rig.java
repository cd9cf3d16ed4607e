package org.grapnel.mta.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.mta.cache.CacheRoom;
import org.grapnel.mta.config.ConfigException;
import org.grapnel.mta.config.RoutingDomain;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.Source;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Generation;
import org.grapnel.mta.dispatch.Handler;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.queue.Suspensions;
import org.grapnel.mta.reception.Intake;
import org.grapnel.mta.reception.Outcome;
import org.grapnel.mta.reception.Reception;
import org.grapnel.mta.reception.ReceptionServices;
import org.grapnel.mta.reception.Submission;
import org.grapnel.mta.spool.OutsideSpool;
import org.grapnel.mta.spool.journal.JournalOptions;
import org.grapnel.mta.spool.journal.JournalSpool;

/** The rooms from reception to queue put together without a container: real spool, real dispatcher, a clock that a test moves. */
public final class Rig implements AutoCloseable {
    public static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    public final ManualTimer timer = new ManualTimer(BEGIN);
    public final Dispatcher dispatcher = new Dispatcher(() -> Duration.ZERO);
    public final FaultySpool spool;
    public final Ids ids = new Ids(timer.clock());
    public final CacheRoom caches;
    public final Queue queue;
    public final Reception reception;
    public final Path temporary;
    private final Map<String, Object> keys = new HashMap<>(Map.of("hostname", "mx.grapnel.test"));
    private final AtomicLong services = new AtomicLong();
    private volatile Settings settings;

    public Rig(Path directory, Queue.Opener opener) throws Exception {
        this(directory, opener, Suspensions.inMemory());
    }

    public Rig(Path directory, Queue.Opener opener, Suspensions suspensions) throws Exception {
        settings = Settings.of(keys, Source.named("test"));
        temporary = Files.createDirectories(directory.resolve("intake"));
        spool = new FaultySpool(JournalSpool.open(
                directory.resolve("spool"),
                JournalOptions.DEFAULTS,
                new JournalSpool.Surroundings(
                        Clock.systemUTC(), task -> daemon(task, "spool-writer"), new Random(7)::nextInt)));
        caches = new CacheRoom(dispatcher.live(), timer.clock());
        queue = new Queue(
                this::settings, dispatcher.live(), timer.clock(), List.of(timer), opener, suspensions, caches);
        reception = new Reception(new ReceptionServices(
                this::settings,
                dispatcher,
                new RoutingDomain(this::settings),
                new OutsideSpool(spool, temporary),
                queue,
                ids,
                temporary,
                timer.clock(),
                new Random(3)));
    }

    public static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public Settings settings() {
        return settings;
    }

    public Rig set(String key, Object value) throws ConfigException {
        keys.put(key, value);
        settings = Settings.of(keys, Source.named("test"));
        return this;
    }

    /** Puts a handler in force, behind those there are. */
    public <H> Rig hook(HookPoint<H, ?> point, H handler) {
        long service = services.incrementAndGet();
        dispatcher.add(List.of(new Handler(
                point,
                new Handler.Identity("handler-" + service, "test", "1", 0, service),
                handler,
                FailureRule.DEFER)));
        return this;
    }

    /** A client's mail; lines separated by LF. */
    public Outcome receive(String from, List<String> to, String mail) throws Exception {
        return receive(
                Sender.of(from),
                to.stream().map(Recipient::of).toList(),
                mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public Outcome receive(Sender from, List<Recipient> to, byte[] mail) throws Exception {
        Generation hooks = dispatcher.pin();
        try (Intake intake = reception.intake(1 << 26)) {
            intake.write(mail, 0, mail.length);
            TestTransaction transaction = new TestTransaction(reception.nextTransactionId(), from, to, hooks);
            return reception.accept(
                    new Submission(
                            transaction.id(),
                            hooks,
                            Optional.of(transaction.session()),
                            Optional.of(transaction),
                            from,
                            to,
                            new TestContext(),
                            Optional.empty(),
                            transaction::content),
                    intake);
        } finally {
            hooks.release();
        }
    }

    /** A message that is durable and in the queue. */
    public MailMessage queued(String from, String... to) throws Exception {
        Outcome outcome = receive(from, List.of(to), "Subject: test\n\nhello\n");
        if (!outcome.accepted()) {
            throw new AssertionError(outcome);
        }
        List<MailMessage> all = queue.messages();
        return all.get(all.size() - 1);
    }

    /** Ids in the spool, in order. */
    public List<Long> stored() throws Exception {
        Set<Long> stored = new ConcurrentSkipListSet<>();
        ExecutorService readers = Executors.newSingleThreadExecutor();
        try {
            spool.forEach((id, size, metadata) -> stored.add(id), readers);
        } finally {
            readers.shutdownNow();
        }
        return List.copyOf(stored);
    }

    public String text(long id) throws Exception {
        try (var in = spool.body(id).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        spool.close();
    }
}
