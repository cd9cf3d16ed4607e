/**
 * NAME: reception – from MAIL to the spool: validation, MIME, splitting, binding, trace.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: second: it turns a session's transaction into Messages.
 *
 * <p>TYPES: {@link org.grapnel.hook.mail.MimePart} and {@link org.grapnel.hook.mail.ContentType} for the
 * MIME tree, {@link org.grapnel.hook.reception.RecipientGroup} for the split, {@link
 * org.grapnel.hook.reception.BindingChoice}, {@link org.grapnel.hook.reception.SubmittedContainer} and {@link
 * org.grapnel.hook.reception.EditableContainer} for the injection API, whose service is {@link
 * org.grapnel.hook.reception.Injector}; the hooks of sections 5 and 13.
 *
 * <p>THREADS: the thread that takes the mail in: the session's, or that of an injection; calls for one mail never
 * overlap.
 *
 * <p>FAILURE: a faulty VERDICT handler defers with 451 4.3.0: the client keeps the mail.
 *
 * <p>STANDARDS: RFC 5321, RFC 5322, RFC 2045, RFC 3848.
 *
 * <p>SEE ALSO: session, mail, spool.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.reception;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
