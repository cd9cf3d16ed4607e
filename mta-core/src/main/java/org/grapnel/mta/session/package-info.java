/**
 * NAME: session – inbound SMTP connections.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: first: accept, greet, read commands, collect an envelope; the data goes to the reception room.
 *
 * <p>TYPES: {@link org.grapnel.mta.session.Listener} runs the SubEthaSMTP kernel for one address;
 * {@link org.grapnel.mta.session.SessionLoop} serves one connection; {@link org.grapnel.mta.session.Verbs} is the command table;
 * {@link org.grapnel.mta.session.Wire} reads lines and data in blocks; {@link org.grapnel.mta.session.SmtpSession} and
 * {@link org.grapnel.mta.session.MailTransaction} are what the hooks see.
 *
 * <p>THREADS: one accept thread a listener, one thread a connection. A session's state belongs to its thread; the counters and the identity
 * that {@code smtp:sessions} shows are volatile.
 *
 * <p>FAILURE: a peer that breaks the protocol gets a 5xx and, past the error limit, 421; a broken connection ends its transaction, and nothing of it is kept.
 *
 * <p>SECURITY: command lines end with CRLF and are bounded; data ends with CRLF.CRLF only; bare CR, bare LF and NUL are refused or repaired; after a
 * refusal the data is drained and never read as commands; whole steps have deadlines, so that slow senders end.
 *
 * <p>STANDARDS: RFC 5321, RFC 2920 (PIPELINING), RFC 1870 (SIZE), RFC 6152 (8BITMIME), RFC 3030 (CHUNKING, BINARYMIME), RFC 6531 (SMTPUTF8), RFC 2034 (enhanced status codes).
 *
 * <p>PARAMETERS: smtp.listen, hostname, proxy_hosts, xclient_hosts, line_ends, trace, and the limits of docs/operators.md, each by client
 * network, listener or server.
 */
@NullMarked
package org.grapnel.mta.session;

import org.jspecify.annotations.NullMarked;
