/**
 * NAME: tls – certificates, contexts and handshakes of inbound TLS.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: between accept and EHLO; the session room decides when TLS begins, this one how.
 *
 * <p>TYPES: {@link org.grapnel.mta.tls.InboundTls} knows the certificates of each listener; {@link org.grapnel.mta.tls.Contexts} builds
 * contexts, keeps them and builds them again when their files change; {@link org.grapnel.mta.tls.Identity} is a chain with its key;
 * {@link org.grapnel.mta.tls.ClientHello} finds the name that the client asks for; {@link org.grapnel.mta.tls.Handshake} agrees;
 * {@link org.grapnel.mta.tls.TimedSocket} holds deadlines under TLS.
 *
 * <p>THREADS: contexts are shared and immutable; a changed file is read by the session that notices first, while the others go on with what is
 * in force. A handshake belongs to its session's thread.
 *
 * <p>FAILURE: a file that can't be used is told once, in one line; what was in force stays in force. Where nothing is, STARTTLS is answered 454.
 *
 * <p>SECURITY: files, chains, the first message of a client and kept contexts are bounded; a whole handshake has one deadline; keys and
 * passphrases stand in no message.
 *
 * <p>STANDARDS: RFC 3207, RFC 8314, RFC 8446, RFC 5246, RFC 6066 3 (SNI), RFC 7468 (PEM), RFC 5958 (PKCS #8), RFC 7292 (PKCS #12).
 *
 * <p>PARAMETERS: tls.certificate, tls.key, tls.passphrase_file, tls.names, tls.client_certificate, tls.client_trust, tls.protocols,
 * tls.ciphers, tls.handshake_timeout.
 */
@NullMarked
package org.grapnel.mta.tls;

import org.jspecify.annotations.NullMarked;
