package org.grapnel.mta.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.grapnel.mta.spool.SpoolException.Kind;

/** A spool whose medium is a map: what a second implementation has to do, and no more. */
final class InMemorySpool implements Spool {
    /** What outlives the spool. */
    static final class Medium {
        private final Map<Long, Stored> messages = new TreeMap<>(); // guarded by this
    }

    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    private record Stored(byte[] body, byte[] metadata) {}

    private record Settled(Optional<SpoolException> refusal) implements Commit {
        @Override
        public void await() throws SpoolException {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public void whenDone(Consumer<Optional<SpoolException>> action) {
            try {
                action.accept(refusal);
            } catch (IllegalStateException e) {
                System.err.println("an action after a commit failed: " + e);
            }
        }
    }

    private final Medium medium;
    private boolean closed; // guarded by the medium, like the rest
    private long commits;

    InMemorySpool(Medium medium) {
        this.medium = medium;
    }

    private interface Doing {
        void make() throws SpoolException;
    }

    private Commit settle(Doing change) {
        synchronized (medium) {
            try {
                mustBeOpen();
                change.make();
                commits++;
                return new Settled(Optional.empty());
            } catch (SpoolException e) {
                return new Settled(Optional.of(e));
            }
        }
    }

    private void mustBeOpen() throws SpoolException {
        if (closed) {
            throw new SpoolException(Kind.CLOSED, "memory: the spool is closed");
        }
    }

    @Override
    public Commit store(List<Load> loads, List<Change> changes) {
        return settle(() -> {
            Map<Long, Stored> added = new TreeMap<>();
            for (Change change : changes) {
                byte[] metadata = change instanceof Change.Update update ? update.metadata() : new byte[0];
                bounded(metadata);
                if (added.put(change.id(), new Stored(stored(change.id()).body, metadata)) != null) {
                    throw new SpoolException(Kind.DUPLICATE_MESSAGE, "message " + change.id() + ": twice");
                }
            }
            for (Load load : loads) {
                byte[] body = read(load.body());
                for (Entry message : load.messages()) {
                    bounded(message.metadata());
                    if (medium.messages.containsKey(message.id())
                            || added.put(message.id(), new Stored(body, message.metadata())) != null) {
                        throw new SpoolException(Kind.DUPLICATE_MESSAGE, "message " + message.id() + ": twice");
                    }
                }
            }
            medium.messages.putAll(added);
            changes.stream()
                    .filter(Change.Remove.class::isInstance)
                    .forEach(change -> medium.messages.remove(change.id()));
        });
    }

    private static void bounded(byte[] metadata) throws SpoolException {
        if (metadata.length > MAX_METADATA) {
            throw new SpoolException(Kind.TOO_LARGE, metadata.length + " bytes of metadata");
        }
    }

    private static byte[] read(Body body) throws SpoolException {
        List<byte[]> pieces = new ArrayList<>();
        long size = 0;
        try (InputStream in = body.open()) {
            for (byte[] piece = in.readNBytes(1 << 20); piece.length > 0; piece = in.readNBytes(1 << 20)) {
                pieces.add(piece);
                size += piece.length;
            }
        } catch (IOException e) {
            throw new SpoolException(Kind.UNREADABLE_BODY, "the body can't be read", e);
        }
        if (size != body.size()) {
            throw new SpoolException(Kind.UNREADABLE_BODY, size + " bytes of body, it said " + body.size());
        }
        byte[] whole = new byte[Math.toIntExact(size)];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }

    @Override
    public Commit update(long messageId, byte[] metadata) {
        return settle(() -> {
            bounded(metadata);
            medium.messages.put(messageId, new Stored(stored(messageId).body, metadata));
        });
    }

    @Override
    public Commit remove(long messageId) {
        return settle(() -> {
            stored(messageId);
            medium.messages.remove(messageId);
        });
    }

    private Stored stored(long id) throws SpoolException {
        Stored stored = medium.messages.get(id);
        if (stored == null) {
            throw new SpoolException(Kind.NO_SUCH_MESSAGE, "message " + id + ": not there");
        }
        return stored;
    }

    @Override
    public Optional<byte[]> metadata(long messageId) throws SpoolException {
        synchronized (medium) {
            mustBeOpen();
            return Optional.ofNullable(medium.messages.get(messageId)).map(stored -> stored.metadata.clone());
        }
    }

    @Override
    public Body body(long messageId) throws SpoolException {
        synchronized (medium) {
            mustBeOpen();
            Stored stored = stored(messageId);
            return new Body() {
                @Override
                public long size() {
                    return stored.body.length;
                }

                @Override
                public InputStream open() throws IOException {
                    synchronized (medium) {
                        if (medium.messages.values().stream().noneMatch(other -> other.body == stored.body)) {
                            throw new IOException("message " + messageId + ": removed");
                        }
                        return new ByteArrayInputStream(stored.body);
                    }
                }
            };
        }
    }

    @Override
    public void forEach(StoredVisitor visitor, ExecutorService readers) throws SpoolException {
        synchronized (medium) {
            mustBeOpen();
            new TreeMap<>(medium.messages)
                    .forEach((id, stored) -> visitor.message(id, stored.body.length, stored.metadata.clone()));
        }
    }

    @Override
    public boolean inCore(long messageId) {
        synchronized (medium) {
            return medium.messages.containsKey(messageId);
        }
    }

    @Override
    public void pull(long messageId) throws SpoolException {
        synchronized (medium) {
            mustBeOpen();
            stored(messageId);
        }
    }

    @Override
    public CheckReport check() throws SpoolException {
        synchronized (medium) {
            mustBeOpen();
            return new CheckReport(0, medium.messages.size(), 0, List.of(), 0);
        }
    }

    @Override
    public Commit compact() {
        return settle(() -> commits--);
    }

    @Override
    public SpoolStatus status() {
        synchronized (medium) {
            return new SpoolStatus(
                    SpoolStatus.State.OK,
                    "",
                    medium.messages.size(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    commits,
                    commits,
                    1,
                    0,
                    Instant.EPOCH,
                    Duration.ZERO,
                    Duration.ZERO,
                    1,
                    "each",
                    0,
                    new SpoolStatus.Core(0, 0, 0, 0, 0));
        }
    }

    @Override
    public void close() {
        synchronized (medium) {
            closed = true;
        }
    }
}
