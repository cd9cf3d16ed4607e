package org.grapnel.hook.auth;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.session.Session;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges a bearer token (OAUTHBEARER, RFC 7628).
 *
 * <p>ANSWER: {@link Judgement.Accepted} with the user that the token stands for; {@link Judgement#UNKNOWN} for tokens of another
 * issuer.
 *
 * <p>THREADS: the session's thread, many at once; the client waits.
 *
 * <p>FAILURE: an exception is 454 4.7.0.
 */
@ConsumerType
@FunctionalInterface
public interface TokenChecker {
    /**
     * Judges a token.
     *
     * @param token as it stood behind {@code Bearer}
     * @param user the user that the client wants to be; empty = the one that the token stands for
     */
    Judgement checkToken(String token, Optional<String> user, Session session) throws IOException;
}
