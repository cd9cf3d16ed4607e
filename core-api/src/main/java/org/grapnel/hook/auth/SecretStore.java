package org.grapnel.hook.auth;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows passwords as they are, which CRAM-MD5 (RFC 2195) needs. Keep such a store only for clients that can do nothing better:
 * who reads it has every password.
 *
 * <p>ANSWER: the password; empty for a user of somebody else, or without a password that can be read.
 *
 * <p>THREADS: the session's thread, many at once; the client waits.
 *
 * <p>FAILURE: an exception is 454 4.7.0.
 */
@ConsumerType
@FunctionalInterface
public interface SecretStore {
    Optional<String> secret(String user) throws IOException;
}
