package org.grapnel.mta.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.session.CertificateCheck;
import org.jspecify.annotations.Nullable;

/** Whether the client of one handshake is trusted: asked once, after the server's own check. Belongs to the session's thread. */
final class Judgement {
    private final Judge judge;
    private final boolean required;
    private @Nullable Boolean trusted;

    Judgement(Judge judge, boolean required) {
        this.judge = judge;
        this.required = required;
    }

    /** @throws CertificateException where only a trusted certificate will do, and this is none */
    void about(CertificateCheck check, List<X509Certificate> chain) throws CertificateException {
        boolean answer = judge.trusts(check, chain);
        trusted = answer;
        if (required && !answer && !chain.isEmpty()) {
            throw new CertificateException(check.fault().orElse("the certificate is not trusted here"));
        }
    }

    /** Empty when nobody has asked yet. */
    Optional<Boolean> trusted() {
        return Optional.ofNullable(trusted);
    }
}
