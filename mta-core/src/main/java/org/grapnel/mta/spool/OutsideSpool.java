package org.grapnel.mta.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A spool that also knows messages which a handler of {@code swap_out_multi} keeps on stable storage in its place. For as long as the
 * process runs they are like all others; their bodies are at hand in memory, or in a file when that gets much. After a restart it is for the
 * handler to bring them back. Safe for use by any thread.
 */
public final class OutsideSpool implements Spool {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideSpool.class);
    private static final long IN_MEMORY = 64 << 10;
    private static final long ALL_IN_MEMORY = 32 << 20;
    private static final Commit DONE = new Commit() {
        @Override
        public void await() {}

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public void whenDone(Consumer<Optional<SpoolException>> action) {
            action.accept(Optional.empty());
        }
    };

    private final Spool inside;
    private final Path directory;
    private final ConcurrentHashMap<Long, Kept> outside = new ConcurrentHashMap<>();
    private final AtomicLong memory = new AtomicLong();

    /** @param directory for large bodies; what is left there by a former run is deleted by the owner */
    public OutsideSpool(Spool inside, Path directory) {
        this.inside = inside;
        this.directory = directory;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    private record Kept(SharedBody body, byte[] metadata) {}

    /** A body and how many messages still need it. */
    private final class SharedBody {
        private final Body body;
        private final AtomicInteger holders;

        SharedBody(Body body, int holders) {
            this.body = body;
            this.holders = new AtomicInteger(holders);
        }

        void letGo() throws IOException {
            if (holders.decrementAndGet() > 0) {
                return;
            }
            if (body instanceof SpillFileBody spilled) {
                Files.deleteIfExists(spilled.file());
            } else {
                memory.addAndGet(-body.size());
            }
        }
    }

    /** Takes note of messages that somebody else stored. */
    public void keep(List<Load> loads) throws IOException {
        for (Load load : loads) {
            SharedBody body = new SharedBody(copy(load.body()), load.messages().size());
            load.messages().forEach(message -> outside.put(message.id(), new Kept(body, message.metadata())));
        }
    }

    private Body copy(Body body) throws IOException {
        if (body.size() <= IN_MEMORY && memory.addAndGet(body.size()) <= ALL_IN_MEMORY) {
            try (InputStream in = body.open()) {
                return Bodies.inMemory(in.readAllBytes());
            }
        }
        if (body.size() <= IN_MEMORY) {
            memory.addAndGet(-body.size());
        }
        Path file = Files.createTempFile(directory, "outside-", ".tmp");
        try (OutputStream out = Files.newOutputStream(file)) {
            body.transferTo(out);
        }
        return Bodies.inFile(file);
    }

    @Override
    public Commit store(List<Load> loads, List<Change> changes) {
        List<Change> here = changes.stream()
                .filter(change -> outside.containsKey(change.id()))
                .toList();
        if (here.isEmpty()) {
            return inside.store(loads, changes);
        }
        List<Change> there = changes.stream()
                .filter(change -> !outside.containsKey(change.id()))
                .toList();
        return new Then(inside.store(loads, there), () -> here.forEach(this::change));
    }

    private void change(Change change) {
        var unused =
                change instanceof Change.Update update ? update(update.id(), update.metadata()) : remove(change.id());
    }

    /** A commit inside, and what follows outside when it succeeds, before anybody hears of it. */
    private static final class Then implements Commit {
        private final Commit first;
        private final Runnable rest;
        private boolean done; // guarded by this

        Then(Commit first, Runnable rest) {
            this.first = first;
            this.rest = rest;
            whenDone(refusal -> {}); // whoever asks later, or never
        }

        private synchronized void follow() {
            if (!done) {
                done = true;
                rest.run();
            }
        }

        @Override
        public void await() throws SpoolException, InterruptedException {
            first.await();
            follow();
        }

        @Override
        public boolean isDone() {
            return first.isDone();
        }

        @Override
        public void whenDone(Consumer<Optional<SpoolException>> action) {
            first.whenDone(refusal -> {
                if (refusal.isEmpty()) {
                    follow();
                }
                action.accept(refusal);
            });
        }
    }

    @Override
    public Commit update(long messageId, byte[] metadata) {
        Kept now = outside.computeIfPresent(messageId, (id, kept) -> new Kept(kept.body(), metadata));
        return now == null ? inside.update(messageId, metadata) : DONE;
    }

    @Override
    public Commit remove(long messageId) {
        Kept kept = outside.remove(messageId);
        if (kept == null) {
            return inside.remove(messageId);
        }
        try {
            kept.body().letGo();
        } catch (IOException e) {
            LOG.warn("message {}: {}", MessageId.text(messageId), e.toString());
        }
        return DONE;
    }

    @Override
    public Optional<byte[]> metadata(long messageId) throws SpoolException {
        Kept kept = outside.get(messageId);
        return kept == null
                ? inside.metadata(messageId)
                : Optional.of(kept.metadata().clone());
    }

    @Override
    public Body body(long messageId) throws SpoolException {
        Kept kept = outside.get(messageId);
        return kept == null ? inside.body(messageId) : kept.body().body;
    }

    @Override
    public void forEach(StoredVisitor visitor, ExecutorService readers) throws SpoolException {
        inside.forEach(visitor, readers);
    }

    @Override
    public boolean inCore(long messageId) {
        return outside.containsKey(messageId) || inside.inCore(messageId);
    }

    @Override
    public void pull(long messageId) throws SpoolException {
        if (!outside.containsKey(messageId)) {
            inside.pull(messageId);
        }
    }

    @Override
    public CheckReport check() throws SpoolException {
        return inside.check();
    }

    @Override
    public Commit compact() {
        return inside.compact();
    }

    @Override
    public SpoolStatus status() {
        return inside.status();
    }

    @Override
    public void close() {
        inside.close();
    }
}
