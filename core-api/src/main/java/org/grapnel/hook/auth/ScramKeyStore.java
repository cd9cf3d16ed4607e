package org.grapnel.hook.auth;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows what a server keeps of a password for SCRAM-SHA-256 (RFC 5802 3, RFC 7677).
 *
 * <p>ANSWER: the keys; empty for a user of somebody else.
 *
 * <p>THREADS: the session's thread, many at once; the client waits.
 *
 * <p>FAILURE: an exception is 454 4.7.0.
 */
@ConsumerType
@FunctionalInterface
public interface ScramKeyStore {
    /**
     * The keys of a user.
     *
     * @param user as SASLprep leaves it (RFC 4013)
     */
    Optional<ScramKeys> scramKeys(String user) throws IOException;
}
