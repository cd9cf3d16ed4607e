package org.grapnel.hook.auth;

import java.io.IOException;
import org.grapnel.hook.session.Session;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges a name and a password (PLAIN, RFC 4616; LOGIN).
 *
 * <p>ANSWER: {@link Judgement#UNKNOWN} for a user of somebody else, {@link Judgement#REFUSED} for a wrong password.
 *
 * <p>THREADS: the session's thread, many at once; the client waits.
 *
 * <p>FAILURE: an exception is 454 4.7.0.
 *
 * <p>EXAMPLE: {@code (user, password, session) -> directory.bind(user, password) ? new Judgement.Accepted(user) :
 * Judgement.REFUSED}
 */
@ConsumerType
@FunctionalInterface
public interface PasswordChecker {
    Judgement checkPassword(String user, String password, Session session) throws IOException;
}
