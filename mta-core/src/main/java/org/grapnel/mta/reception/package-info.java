/**
 * NAME: reception – from the last byte of the data to the client's 250.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: after the session has collected envelope and data; before the queue. {@link org.grapnel.mta.reception.Pipeline}
 * lists the stages.
 *
 * <p>TYPES: {@link org.grapnel.mta.reception.Intake} takes the data in; {@link org.grapnel.mta.reception.Parcel} is what travels through
 * the {@link org.grapnel.mta.reception.Stage}s; {@link org.grapnel.mta.reception.Reception} is the door.
 *
 * <p>THREADS: everything on the thread of the session (or of whoever injects); the storing stage waits for the spool.
 *
 * <p>FAILURE: the first stage that refuses ends the reception, and nothing is kept. The 250 is given only when the spool says that all
 * parts are on stable storage.
 *
 * <p>STANDARDS: RFC 5321 3.3, 4.4, 6.3; RFC 3848.
 *
 * <p>PARAMETERS: max_message_size, max_hops, message_expiration, hostname.
 */
@NullMarked
package org.grapnel.mta.reception;

import org.jspecify.annotations.NullMarked;
