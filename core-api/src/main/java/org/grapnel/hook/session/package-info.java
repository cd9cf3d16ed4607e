/**
 * NAME: session – inbound connections, from accept() to close.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: first; a session carries any number of transactions, which the reception room goes on with.
 *
 * <p>TYPES: {@link org.grapnel.hook.session.Session}, {@link org.grapnel.hook.session.Transaction},
 * {@link org.grapnel.hook.session.ValidationContext}; {@link org.grapnel.hook.session.TlsParameters}; the hooks of sections 4 and 13 of the catalogue.
 *
 * <p>THREADS: one thread a session; calls for one session never overlap, many sessions call at once.
 *
 * <p>FAILURE: a faulty VERDICT handler defers with 451 4.3.0, at the banner with 421.
 *
 * <p>SECURITY: everything a peer says is untrusted; only {@code authenticated()} and a verified client certificate are facts.
 *
 * <p>STANDARDS: RFC 5321, RFC 3207, RFC 4954.
 */
@Export
@Version("0.2.0")
@NullMarked
package org.grapnel.hook.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
