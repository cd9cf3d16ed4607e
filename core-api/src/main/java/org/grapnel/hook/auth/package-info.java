/**
 * NAME: auth – stores of users that clients authenticate against.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: before the first transaction of a session, when the client says AUTH.
 *
 * <p>TYPES: one small interface for each kind of proof, each a service that a store registers under the interfaces that it can
 * serve: {@link org.grapnel.hook.auth.PasswordChecker} (PLAIN, LOGIN), {@link org.grapnel.hook.auth.ScramKeyStore}
 * (SCRAM-SHA-256), {@link org.grapnel.hook.auth.SecretStore} (CRAM-MD5), {@link org.grapnel.hook.auth.TokenChecker} (OAUTHBEARER),
 * {@link org.grapnel.hook.auth.CertificateMapper} (EXTERNAL). {@link org.grapnel.hook.auth.Authenticator} asks them for the HTTP face. They are asked in rank order, highest {@code service.ranking} first,
 * until one knows the user; the engine's own users file is asked last.
 *
 * <p>THREADS: the session's thread; many sessions ask at once.
 *
 * <p>FAILURE: an exception is answered with 454 4.7.0, and no other store is asked: a store that is down must not let a user of the same
 * name in another one stand in.
 *
 * <p>SECURITY: names, passwords and tokens are hostile input. What a store throws is logged by its type and place alone, because its
 * text could hold the secret. A store answers for an unknown user in the same time as for a wrong password where it can.
 *
 * <p>STANDARDS: RFC 4422 (SASL), RFC 4954 (AUTH), RFC 5802 and RFC 7677 (SCRAM), RFC 7628 (OAUTHBEARER).
 *
 * <p>SEE ALSO: session ({@code pre_esmtp_auth}, {@code validate_auth}).
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.auth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
