package org.grapnel.mta.spool;

import java.util.List;

/** A body and the messages that share it, as one part of a {@link Spool#store store}. */
public record Load(Body body, List<Entry> messages) {
    public Load {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a body without messages can't be stored");
        }
    }
}
