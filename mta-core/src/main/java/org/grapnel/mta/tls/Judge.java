package org.grapnel.mta.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import org.grapnel.hook.session.CertificateCheck;

/** Has the last word about a client's certificate. */
@FunctionalInterface
public interface Judge {
    /**
     * Whether the client is trusted.
     *
     * @param chain the client's own certificate first; empty when it showed none
     */
    boolean trusts(CertificateCheck check, List<X509Certificate> chain);
}
