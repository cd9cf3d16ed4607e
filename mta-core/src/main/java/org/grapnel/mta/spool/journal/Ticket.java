package org.grapnel.mta.spool.journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.SpoolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A commit that the writer settles. */
final class Ticket implements Commit {
    private static final Logger LOG = LoggerFactory.getLogger(Ticket.class);

    private final CompletableFuture<Optional<SpoolException>> outcome = new CompletableFuture<>();

    static Ticket refused(SpoolException why) {
        Ticket ticket = new Ticket();
        ticket.fail(why);
        return ticket;
    }

    void succeed() {
        outcome.complete(Optional.empty());
    }

    void fail(SpoolException why) {
        outcome.complete(Optional.of(why));
    }

    boolean succeeded() {
        return outcome.isDone() && outcome.join().isEmpty();
    }

    @Override
    public void await() throws SpoolException, InterruptedException {
        Optional<SpoolException> failure;
        try {
            failure = outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a ticket is settled with a value only", e);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public boolean isDone() {
        return outcome.isDone();
    }

    @Override
    public void whenDone(Consumer<Optional<SpoolException>> action) {
        var unused = outcome.thenAccept(failure -> {
            try {
                action.accept(failure);
            } catch (RuntimeException e) {
                LOG.error("an action after a commit failed", e);
            }
        });
    }
}
