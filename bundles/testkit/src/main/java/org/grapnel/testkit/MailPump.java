package org.grapnel.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends numbered mails over a number of sessions in the background and keeps the books: which were acknowledged, refused, uncertain.
 * A mail whose content was not yet begun when its connection broke is sent again under the same id; one whose content was
 * begun is uncertain and never repeated. So a server that lost nothing has delivered every acknowledged id.
 */
public final class MailPump implements AutoCloseable {
    public static final String ID_HEADER = "X-Pump-Id";
    private static final long MOST_MAILS = 999_999_999;
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Setup setup;
    private final String run;
    private final PumpBook book;
    private final AtomicLong next = new AtomicLong();
    private final List<PumpSession> sessions = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long started = System.nanoTime();
    private volatile boolean stopping;

    private MailPump(Setup setup) {
        this.setup = setup;
        run = "p" + Long.toString(ProcessHandle.current().pid(), 36) + "x" + RUNS.incrementAndGet();
        book = new PumpBook(run);
        for (int i = 0; i < setup.sessions; i++) {
            PumpSession session = new PumpSession(this, setup, book, run);
            Thread thread = new Thread(session, run + "-" + i);
            thread.setDaemon(true);
            sessions.add(session);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    public static Setup to(InetSocketAddress server) {
        return new Setup(server);
    }

    /** The next mail's number, or -1 when there is none; holds the caller back to the wanted rate. */
    long take() {
        if (stopping) return -1;
        long number = next.getAndIncrement();
        if (number >= Math.min(setup.mails, MOST_MAILS)) return -1;
        if (setup.perSecond > 0) {
            long due = started + (long) (number * (1e9 / setup.perSecond));
            while (!stopping && due > System.nanoTime()) LockSupport.parkNanos(due - System.nanoTime());
        }
        return stopping ? -1 : number;
    }

    boolean stopping() {
        return stopping;
    }

    /** Mails with a 250 after the final dot so far. */
    public int acknowledged() {
        return book.acknowledged();
    }

    /** Mails with any outcome so far. */
    public int settled() {
        return book.settled();
    }

    public void awaitAcknowledged(int n, Duration limit) {
        Await.until(
                limit,
                () -> acknowledged() >= n,
                () -> "acknowledged " + acknowledged() + " of " + n + " mails: " + report());
    }

    /** Waits until all mails have an outcome, or all sessions gave up. */
    public PumpReport await(Duration limit) {
        Await.until(limit, () -> threads.stream().noneMatch(Thread::isAlive), () -> "pump still runs: " + report());
        return report();
    }

    /** Lets every session finish its mail in hand, and after the limit cuts the connections that have not. */
    public PumpReport stop(Duration limit) {
        stopping = true;
        long end = System.nanoTime() + limit.toNanos();
        join(end);
        sessions.forEach(PumpSession::cut);
        join(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
        return report();
    }

    private void join(long end) {
        try {
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left > 0) thread.join(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The books as they are now. */
    public PumpReport report() {
        return book.report(System.nanoTime() - started);
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    /** How the pump is to run; not for use by several threads. */
    public static final class Setup {
        final InetSocketAddress server;
        long mails = 1;
        int size = 10 * 1024;
        int sessions = 1;
        int perConnection = Integer.MAX_VALUE;
        double perSecond;
        String sender = "pump@sender.test";
        List<String> recipients = List.of("sink@receiver.test");
        String notify = "";
        Duration patience = Duration.ofSeconds(10);
        Duration replyLimit = Duration.ofSeconds(60);

        private Setup(InetSocketAddress server) {
            this.server = server;
        }

        public Setup mails(long number) {
            mails = number;
            return this;
        }

        /** Until stopped (or until the nine digits of the ids are used up). */
        public Setup endless() {
            return mails(Long.MAX_VALUE);
        }

        /** Content bytes of each mail, header included; at least 512. */
        public Setup size(int bytes) {
            if (bytes < 512) throw new IllegalArgumentException("size " + bytes + " is less than 512");
            size = bytes;
            return this;
        }

        public Setup sessions(int number) {
            sessions = number;
            return this;
        }

        /** Mails sent on one connection before QUIT; 1 is one mail a connection; by default all. */
        public Setup perConnection(int mailsEach) {
            perConnection = mailsEach;
            return this;
        }

        /** At most so many mails a second, over all sessions. */
        public Setup perSecond(double rate) {
            perSecond = rate;
            return this;
        }

        public Setup sender(String address) {
            sender = address;
            return this;
        }

        /** The recipients of every mail. */
        public Setup recipients(String... addresses) {
            recipients = List.of(addresses);
            return this;
        }

        /** What the sender asks to be told of each recipient, such as {@code SUCCESS,FAILURE} (RFC 3461 4.1). */
        public Setup notify(String events) {
            notify = events;
            return this;
        }

        /** How long a session tries to get one mail through to a server that is away, before it gives up. */
        public Setup patience(Duration limit) {
            patience = limit;
            return this;
        }

        /** How long a session waits for a reply before it takes the connection for broken. */
        public Setup replyLimit(Duration limit) {
            replyLimit = limit;
            return this;
        }

        public MailPump start() {
            return new MailPump(this);
        }

        /** Runs to the end. */
        public PumpReport run(Duration limit) {
            try (MailPump pump = start()) {
                return pump.await(limit);
            }
        }
    }
}
