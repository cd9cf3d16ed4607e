/**
 * NAME: deliver – from the head of a queue to the remote server's last reply, and what follows from it.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: last. {@link org.grapnel.mta.deliver.ConnectionRun} serves one connection,
 * {@link org.grapnel.mta.deliver.Attempt} is one message on it, {@link org.grapnel.mta.deliver.Settlement} draws the consequences.
 *
 * <p>TYPES: {@link org.grapnel.mta.deliver.Deliveries} opens connections when the queue asks for them; {@link
 * org.grapnel.mta.deliver.Owed} tells the spool, and repeats what it refused.
 *
 * <p>THREADS: one thread a connection, from its first message to its QUIT. A message that is being delivered belongs to that thread.
 *
 * <p>FAILURE: the consequences of an attempt are on stable storage before the next message of the connection is finished, or QUIT is said: a
 * crash can repeat only the attempt that was in flight. Notices and what becomes of their message are one unit of the spool.
 *
 * <p>STANDARDS: RFC 5321 4.5.4 and 5.1.
 *
 * <p>PARAMETERS: max_outbound_connections, max_deliveries_per_connection, connection_idle_time, the client's timeouts.
 */
@NullMarked
package org.grapnel.mta.deliver;

import org.jspecify.annotations.NullMarked;
