/**
 * NAME: bounce – failures and what is told of them: classes, DSN, notices, forwards.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: last for some: what could not be delivered, and what this server writes itself.
 *
 * <p>TYPES: {@link org.grapnel.hook.bounce.BounceClass} and {@link org.grapnel.hook.bounce.BounceFinding} name a
 * failure, {@link org.grapnel.hook.bounce.DsnAction}, {@link org.grapnel.hook.bounce.DsnDraft}, {@link
 * org.grapnel.hook.bounce.DsnAnswer} and {@link org.grapnel.hook.bounce.NoticeText} make the mail that tells of it;
 * the hooks of section 11.
 *
 * <p>THREADS: delivery threads, at an expiry scheduler threads; many at once.
 *
 * <p>FAILURE: a faulty handler counts as none: the engine's own class and text are used.
 *
 * <p>STANDARDS: RFC 3464, RFC 3462, RFC 3463, RFC 3834.
 *
 * <p>SEE ALSO: deliver, queue, log.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.bounce;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
