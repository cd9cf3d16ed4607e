package org.grapnel.hook.queue;

/** The answer of a handler that keeps a due Message itself, to give it out at {@code mailq_get_next_active}. */
public enum Inserted {
    INSERTED
}
