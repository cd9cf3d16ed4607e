package org.grapnel.hook.queue;

import java.time.Instant;
import java.util.List;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way back for Messages that a handler of {@code ec_message_enqueue} took over. A service of the engine. What an owner
 * never gives back is in the spool still: it comes back to its queue when no handler of that hook is left, on the command
 * {@code message:release}, and at the next start, which asks {@code ec_message_enqueue} again.
 *
 * <p>THREADS: safe for use by any thread. ERRORS: IllegalStateException for a Message that no handler owns.
 */
@ProviderType
public interface OwnedMessages {
    /** Puts the Message in its queue, due at that time; {@code ec_message_enqueue} is not asked again. */
    void giveBack(Message message, Instant due);

    /** The Messages that handlers own now. */
    List<Message> all();

    /** The Message is dealt with: all its recipients get the final event <i>discarded</i> with this note, and it leaves the spool. */
    void finish(Message message, String note);
}
