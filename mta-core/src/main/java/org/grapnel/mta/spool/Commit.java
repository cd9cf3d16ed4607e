package org.grapnel.mta.spool;

import java.util.Optional;
import java.util.function.Consumer;

/** The outcome of one change, once it is known: forced to stable storage, or refused. */
public interface Commit {
    /** Waits until the change is on stable storage. */
    void await() throws SpoolException, InterruptedException;

    /** Whether the outcome is known. */
    boolean isDone();

    /**
     * Calls the action once with the reason of a refusal, or empty for success: at once if the outcome is known, else on the spool's
     * writer thread, so the action must be short and must not wait for this spool.
     */
    void whenDone(Consumer<Optional<SpoolException>> action);
}
