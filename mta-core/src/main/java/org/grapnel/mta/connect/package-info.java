/**
 * NAME
 *   connect – our own SMTP and LMTP client: one outbound connection, from socket to QUIT.
 *
 * PLACE IN A MESSAGE'S LIFE
 *   After the queue has chosen a message, a binding and a destination, and dns has named its addresses; before deliver
 *   judges the replies. Pooling, TLS policy and hook calls are the engine's: it drives this room and listens through
 *   {@link org.grapnel.mta.connect.Steps}.
 *
 * TYPES
 *   {@link org.grapnel.mta.connect.OutboundSocket} opens, {@link org.grapnel.mta.connect.SmtpClient} speaks,
 *   {@link org.grapnel.mta.connect.Envelope} and {@link org.grapnel.mta.connect.BodySource} go in,
 *   {@link org.grapnel.mta.connect.Transmission} comes out: one {@link org.grapnel.mta.connect.RecipientResult} for each
 *   recipient, in the envelope's order.
 *
 * THREADS
 *   A client belongs to one thread at a time and blocks it; no lock is held while it blocks. Two exceptions may be used
 *   from any thread: {@code SmtpClient.abort()} and the shared {@link org.grapnel.mta.connect.Watchdog}, whose timer thread
 *   closes the raw socket of a connection that has passed its deadline.
 *
 * FAILURE
 *   {@code send} never throws for what a peer does: each recipient gets a result. Every other step throws
 *   {@link org.grapnel.mta.connect.BrokenConnectionException} once the connection is of no more use. A result that is
 *   {@code uncertain} may have been delivered: the final dot was sent and no reply came.
 *
 * SECURITY
 *   Nothing with CR, LF, NUL or (without SMTPUTF8) non-ASCII reaches a command line. Replies are bounded in bytes and
 *   lines and cleaned of control characters. Plain text that is left when STARTTLS is answered is dropped.
 *   No name is ever looked up here, neither forward nor reverse.
 *
 * STANDARDS
 *   RFC 5321, 2033 (LMTP), 2920 (PIPELINING), 3030 (CHUNKING), 1870 (SIZE), 6152 (8BITMIME), 6531 (SMTPUTF8), 3461 (DSN),
 *   3207 (STARTTLS), 2034 and 3463 (enhanced codes).
 *
 * SEE ALSO
 *   {@link org.grapnel.mta.dns}
 */
@NullMarked
package org.grapnel.mta.connect;

import org.jspecify.annotations.NullMarked;
