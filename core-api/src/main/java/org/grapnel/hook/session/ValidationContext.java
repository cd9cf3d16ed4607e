package org.grapnel.hook.session;

import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one phase learned, for the next. The dictionaries belong to the session's thread. Each holds at most 1,000 entries
 * and 256 KB, else put throws IllegalStateException.
 */
@ProviderType
public interface ValidationContext {
    /** As long as the connection. The engine writes {@code auth_status}, {@code auth_user}, {@code auth_name}. */
    Map<String, String> connection();

    /** As long as the transaction; goes on as the persistent context of the messages that are made of it. */
    Map<String, String> message();

    /** The reply that will be sent in place of the engine's own when the current step succeeds. */
    Optional<Reply> reply();

    /** Sets that reply. */
    void reply(Reply reply);

    /** Has the connection closed after the reply of the current step. */
    void disconnect();

    boolean disconnecting();
}
