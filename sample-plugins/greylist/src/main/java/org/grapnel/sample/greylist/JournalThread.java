package org.grapnel.sample.greylist;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes from the sessions and writes them, a batch at a time, within milliseconds. A kill -9 loses the changes that are in
 * the queue, a power failure those that the operating system has not written. When the disk fails, changes stay in memory;
 * once a minute a whole new file is tried. Without a journal the thread still expires and evicts.
 */
final class JournalThread implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);
    private static final int QUEUE = 65_536;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long STOP_SECONDS = 10;

    /** A change, or with an empty entry the end. */
    private record Change(Key key, Optional<Entry> entry) {}

    private static final Change STOP = new Change(new Key(0, 0), Optional.empty());

    private final BlockingQueue<Change> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean incomplete = new AtomicBoolean();
    private final Optional<Journal> journal;
    private final Supplier<Settings> settings;
    private final Memory memory;
    private final Thread thread;
    private boolean failing;
    private long nextMinute = System.nanoTime() + MINUTE;

    /** @param clock of the entries; the thread's own minutes are the machine's */
    JournalThread(Optional<Journal> journal, Clock clock, Supplier<Settings> settings) {
        this.journal = journal;
        this.settings = settings;
        this.memory = new Memory(clock, journal.map(Journal::takeKnown).orElse(Map.of()), this::changed);
        this.thread = new Thread(this, "greylist-journal");
        thread.setDaemon(true);
    }

    JournalThread start() {
        thread.start();
        return this;
    }

    Memory memory() {
        return memory;
    }

    private void changed(Key key, Entry entry) {
        if (!queue.offer(new Change(key, Optional.of(entry)))) {
            incomplete.set(true); // the disk is slow or gone; the next whole file makes up for it
        }
    }

    @Override
    public void run() {
        List<Change> batch = new ArrayList<>();
        boolean open = true;
        try {
            while (open) {
                batch.clear();
                Change first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch);
                    open = !batch.contains(STOP);
                    write(batch);
                }
                keepHouse();
            }
        } catch (InterruptedException e) {
            LOG.warn("greylist-journal was interrupted; up to {} changes are not on disk", queue.size());
        } finally {
            end();
        }
    }

    private void write(List<Change> batch) {
        Map<Key, Entry> changes = new LinkedHashMap<>();
        batch.forEach(change -> change.entry().ifPresent(entry -> changes.put(change.key(), entry)));
        if (failing || journal.isEmpty()) {
            return;
        }
        try {
            journal.get().append(changes);
        } catch (IOException e) {
            failed(e);
        }
    }

    private void keepHouse() {
        boolean minute = System.nanoTime() - nextMinute >= 0;
        if (minute) {
            nextMinute = System.nanoTime() + MINUTE;
        }
        if (minute || memory.size() > settings.get().maxEntries()) {
            memory.tidy(settings.get());
        }
        boolean repair = minute && (failing || incomplete.get());
        journal.filter(j -> repair || (!failing && j.wantsCompaction(memory.size())))
                .ifPresent(this::compact);
    }

    private void compact(Journal journal) {
        try {
            incomplete.set(false);
            journal.compact(memory.snapshot());
            if (failing) {
                LOG.info("greylist: data/greylist can be written again");
            }
            failing = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        if (!failing) {
            LOG.error(
                    "greylist: data/greylist can't be written, new entries are in memory only until it can: {}",
                    e.toString());
        }
        failing = true;
    }

    private void end() {
        try {
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Writes what is queued and ends the thread, within 10 s. */
    @Override
    public void close() {
        try {
            if (queue.offer(STOP, STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            }
            if (thread.isAlive()) {
                LOG.error("greylist: data/greylist takes no writes; {} changes are not on disk", queue.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
