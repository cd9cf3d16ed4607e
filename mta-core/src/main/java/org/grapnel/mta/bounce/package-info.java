/**
 * NAME: bounce – notices of failure.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: after a recipient has failed for good, before the message leaves the spool.
 *
 * <p>TYPES: {@link org.grapnel.mta.bounce.Bounces} decides whether there is a notice and makes it;
 * {@link org.grapnel.mta.bounce.DsnWriter} writes it; {@link org.grapnel.mta.bounce.Notices} are those of one event, which the caller stores
 * in one unit with what becomes of the message.
 *
 * <p>THREADS: the delivery thread of the message that failed.
 *
 * <p>FAILURE: when the notice can't be stored, the failure is not final yet: the caller keeps the message and tries again.
 *
 * <p>STANDARDS: RFC 3464 (delivery status notification), RFC 6522 (multipart/report), RFC 5321 6.1 (never for a null sender).
 *
 * <p>PARAMETERS: generate_bounces, hostname.
 */
@NullMarked
package org.grapnel.mta.bounce;

import org.jspecify.annotations.NullMarked;
