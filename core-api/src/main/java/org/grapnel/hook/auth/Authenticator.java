package org.grapnel.hook.auth;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Asks all stores as SMTP AUTH asks them, for faces that are no SMTP session. A service of the engine.
 *
 * <p>THREADS: any; the call waits for the store, and for its turn where many passwords are hashed at once.
 */
@ProviderType
public interface Authenticator {
    /**
     * Judges a name and a password; the answer is never {@link Judgement.Unknown}.
     *
     * @throws IOException when a store failed: nobody knows
     */
    Judgement password(String user, String password, InetSocketAddress client) throws IOException;
}
