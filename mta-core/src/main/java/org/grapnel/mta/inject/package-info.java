/**
 * NAME: inject – mails that no SMTP client brought.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: a second door in front of reception, used by the HTTP face and by bundles.
 *
 * <p>TYPES: {@link org.grapnel.mta.inject.Injections} is the service; {@link org.grapnel.mta.inject.Containers} checks what is
 * submitted in parts, {@link org.grapnel.mta.inject.Composer} makes one mail of it.
 *
 * <p>THREADS: the caller's; many at once.
 *
 * <p>FAILURE: what is not taken is answered with the reply that an SMTP client would get; nothing of it is kept.
 *
 * <p>STANDARDS: RFC 5322, RFC 2045–2047, RFC 2183.
 *
 * <p>SEE ALSO: reception.
 */
@NullMarked
package org.grapnel.mta.inject;

import org.jspecify.annotations.NullMarked;
