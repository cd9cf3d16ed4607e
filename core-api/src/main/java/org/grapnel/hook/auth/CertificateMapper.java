package org.grapnel.hook.auth;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.session.Session;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells which user a client certificate stands for (EXTERNAL, RFC 4422 appendix A).
 *
 * <p>WHEN: only for a chain that TLS verified against the trust anchors in force.
 *
 * <p>ANSWER: {@link Judgement.Accepted} with the user; {@link Judgement#UNKNOWN} for certificates that are none of the store's.
 *
 * <p>THREADS: the session's thread, many at once; the client waits.
 *
 * <p>FAILURE: an exception is 454 4.7.0.
 */
@ConsumerType
@FunctionalInterface
public interface CertificateMapper {
    /**
     * Judges a verified chain.
     *
     * @param chain the client's certificate first
     * @param user the user that the client wants to be; empty = the one that the certificate stands for
     */
    Judgement checkCertificate(List<X509Certificate> chain, Optional<String> user, Session session) throws IOException;
}
