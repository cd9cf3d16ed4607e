package org.grapnel.mta.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.Change;
import org.grapnel.mta.spool.CheckReport;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Load;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolStatus;
import org.grapnel.mta.spool.StoredVisitor;

/** A real spool whose changes fail when a test wants them to. */
public final class FaultySpool implements Spool {
    private final Spool real;
    private volatile Predicate<String> fails = change -> false;
    private volatile SpoolException.Kind kind = SpoolException.Kind.FAILED;

    FaultySpool(Spool real) {
        this.real = real;
    }

    /**
     * From now on those of {@code store}, {@code update} and {@code remove} fail that the test names; a store with changes is of all these
     * kinds that are in it.
     */
    public void fail(SpoolException.Kind with, Predicate<String> which) {
        kind = with;
        fails = which;
    }

    private record Failed(SpoolException reason) implements Commit {
        @Override
        public void await() throws SpoolException {
            throw reason;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public void whenDone(Consumer<Optional<SpoolException>> action) {
            action.accept(Optional.of(reason));
        }
    }

    private Commit failed() {
        return new Failed(new SpoolException(kind, "as the test wants it"));
    }

    @Override
    public Commit store(List<Load> loads, List<Change> changes) {
        boolean failing = fails.test("store")
                || changes.stream()
                        .anyMatch(change -> fails.test(change instanceof Change.Update ? "update" : "remove"));
        return failing ? failed() : real.store(loads, changes);
    }

    @Override
    public Commit update(long messageId, byte[] metadata) {
        return fails.test("update") ? failed() : real.update(messageId, metadata);
    }

    @Override
    public Commit remove(long messageId) {
        return fails.test("remove") ? failed() : real.remove(messageId);
    }

    @Override
    public Optional<byte[]> metadata(long messageId) throws SpoolException {
        return real.metadata(messageId);
    }

    @Override
    public Body body(long messageId) throws SpoolException {
        return real.body(messageId);
    }

    @Override
    public void forEach(StoredVisitor visitor, ExecutorService readers) throws SpoolException {
        real.forEach(visitor, readers);
    }

    @Override
    public boolean inCore(long messageId) {
        return real.inCore(messageId);
    }

    @Override
    public void pull(long messageId) throws SpoolException {
        real.pull(messageId);
    }

    @Override
    public CheckReport check() throws SpoolException {
        return real.check();
    }

    @Override
    public Commit compact() {
        return real.compact();
    }

    @Override
    public SpoolStatus status() {
        return real.status();
    }

    @Override
    public void close() {
        real.close();
    }
}
