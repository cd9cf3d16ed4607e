package org.grapnel.hook.auth;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges a name and a password (PLAIN, RFC 4616; LOGIN).
 *
 * <p>ANSWER: {@link Judgement#UNKNOWN} for a user of somebody else, {@link Judgement#REFUSED} for a wrong password.
 *
 * <p>THREADS: that of the session or the request, many at once; the client waits.
 *
 * <p>FAILURE: an exception is 454 4.7.0.
 *
 * <p>EXAMPLE: {@code (user, password, peer) -> directory.bind(user, password) ? new Judgement.Accepted(user) :
 * Judgement.REFUSED}
 */
@ConsumerType
@FunctionalInterface
public interface PasswordChecker {
    Judgement checkPassword(String user, String password, Peer peer) throws IOException;
}
