package org.grapnel.hook.deliver;

import java.io.IOException;
import java.util.List;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to deliver a Message that is not the engine's SMTP client: into a mailbox, a program, another system.
 *
 * <p>CONTRACT: {@link #deliver} answers once for every recipient of {@link Message#recipients()}, in any order; a recipient
 * without an outcome counts as failed for now. What was answered with 2xx must be durable: the server forgets it.
 *
 * <p>THREADS: called on delivery threads, many at once, never twice at once for one Message. The thread is interrupted when the
 * attempt's deadline has passed.
 *
 * <p>FAILURE: an exception fails the attempt for all recipients for now; they are retried.
 */
@ConsumerType
@FunctionalInterface
public interface DeliveryAgent {
    List<RecipientOutcome> deliver(Message message, Domain domain) throws IOException, InterruptedException;
}
