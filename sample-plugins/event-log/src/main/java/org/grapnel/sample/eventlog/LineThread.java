package org.grapnel.sample.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lines from everybody and writes them, a batch at a time: while the disk works, the next batch gathers. Nothing stays
 * in a buffer of ours once the queue is empty. A kill -9 loses what is queued, as a rule a few milliseconds.
 */
final class LineThread implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineThread.class);
    /** The queue's bound in bytes, for lines with very many recipients. */
    private static final long MAX_QUEUED_BYTES = 64L << 20;

    private static final int LINES_A_WRITE = 500;
    private static final long STOP_SECONDS = 10;
    private static final byte[] STOP = {};

    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Clock clock;
    private final Supplier<Settings> settings;
    private final Thread thread = new Thread(this, "event-log");
    private volatile boolean reopen;
    private EventFile file;
    private boolean failing;

    LineThread(Clock clock, Supplier<Settings> settings) {
        this.clock = clock;
        this.settings = settings;
        this.file = new EventFile(settings.get());
        thread.setDaemon(true);
    }

    LineThread start() {
        thread.start();
        return this;
    }

    /** Queues a line, or counts it as dropped; never waits. */
    void offer(byte[] line) {
        if (queue.size() >= settings.get().queue() || queuedBytes.get() + line.length > MAX_QUEUED_BYTES) {
            dropped.incrementAndGet();
            return;
        }
        queuedBytes.addAndGet(line.length);
        queue.add(line);
    }

    /** Lines queued from now on go to a file that is opened anew. */
    void reopen() {
        reopen = true;
    }

    @Override
    public void run() {
        List<byte[]> batch = new ArrayList<>();
        boolean open = true;
        try {
            while (open) {
                batch.clear();
                byte[] first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, LINES_A_WRITE);
                    open = !batch.remove(STOP);
                }
                write(batch);
            }
            write(List.of()); // what was dropped in the meantime
        } catch (InterruptedException e) {
            LOG.warn("event-log was interrupted; {} lines are not written", queue.size());
        } finally {
            closeFile();
        }
    }

    private void write(List<byte[]> batch) {
        long lost = dropped.getAndSet(0);
        List<byte[]> lines = new ArrayList<>();
        if (lost > 0) {
            lines.add(Line.of(clock.instant(), "dropped", line -> line.number("count", lost)));
        }
        for (byte[] line : batch) {
            queuedBytes.addAndGet(-line.length);
            lines.add(line);
        }
        followSettings();
        if (lines.isEmpty()) {
            return;
        }
        try {
            file.append(lines);
            if (failing) {
                LOG.info("{}: can be written again", settings.get().path());
            }
            failing = false;
        } catch (IOException e) {
            dropped.addAndGet(lost + batch.size());
            failed(e);
            closeFile();
        }
    }

    private void followSettings() {
        if (reopen || !file.isOf(settings.get())) {
            reopen = false;
            closeFile();
            file = new EventFile(settings.get());
        }
    }

    private void failed(IOException e) {
        if (!failing) {
            LOG.error(
                    "{}: can't be written, events are dropped and counted until it can: {}",
                    settings.get().path(),
                    e.toString());
        }
        failing = true;
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Writes what is queued and ends the thread, within 10 s. */
    @Override
    public void close() {
        try {
            queue.add(STOP);
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            if (thread.isAlive()) {
                LOG.error(
                        "{}: takes no writes; {} events are lost",
                        settings.get().path(),
                        queue.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
