package org.grapnel.hook.mail;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** What the queue knows of anything it holds. */
@ProviderType
public interface QueuedMessage {
    /** Unique in this spool for ever; 13 characters of Crockford base 32, ascending with time. */
    String id();

    /** The Domain whose queue holds it. */
    String routingDomain();

    /** The name of the Binding that it leaves through. */
    String binding();

    /** Bytes of the whole mail. */
    long size();

    /** Delivery attempts so far. */
    int attempts();

    /** When the next attempt is due. */
    Instant nextAttempt();

    /** When it is given up. */
    Instant expiry();

    /** 0 (last) to 9 (first); default 5. */
    int priority();
}
