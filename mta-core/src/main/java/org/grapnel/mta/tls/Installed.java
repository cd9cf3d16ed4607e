package org.grapnel.mta.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.grapnel.hook.session.TlsParameters;

/**
 * One configured certificate of a listener.
 *
 * @param name the pattern of the names that it is for; empty = for all others
 * @param certificate what is in force; empty where nothing is, or where a plugin's key manager holds it
 * @param problem why the files could not be used the last time
 */
public record Installed(
        String listener,
        Optional<String> name,
        TlsParameters parameters,
        Optional<X509Certificate> certificate,
        Optional<TlsProblem> problem) {}
