package org.grapnel.hook.queue;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.mail.QueuedMessage;
import org.osgi.annotation.versioning.ProviderType;

/** A view of the active or the delayed set of one Domain and Binding. Read it within the call only. */
@ProviderType
public interface QueueSet {
    int size();

    /** Bytes of all mails in it. */
    long bytes();

    /** What would leave first; empty when the set is. */
    Optional<QueuedMessage> head();

    /** When the head is or was due; empty when the set is. */
    Optional<Instant> due();
}
