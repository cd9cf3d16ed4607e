package org.grapnel.hook.session;

import java.util.Optional;

/**
 * What the engine found when it checked a peer's certificate by the parameters in force, before the verify hooks are asked.
 *
 * @param trusted the engine's own answer
 * @param fault why it is not trusted, in one line; empty when it is trusted
 */
public record CertificateCheck(boolean trusted, Optional<String> fault) {
    /** A certificate that the engine trusts. */
    public static final CertificateCheck TRUSTED = new CertificateCheck(true, Optional.empty());

    public static CertificateCheck untrusted(String fault) {
        return new CertificateCheck(false, Optional.of(fault));
    }
}
