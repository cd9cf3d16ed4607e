/**
 * NAME: mail – the engine's side of what travels: content and its header fields, messages and their metadata, ids.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: from the end of DATA, when a {@link org.grapnel.mta.mail.Draft} is made of a transaction, to the last
 * final event of the {@link org.grapnel.mta.mail.MailMessage} that it became.
 *
 * <p>TYPES: {@link org.grapnel.mta.mail.HeaderBlock} edits fields and leaves the bytes of the others alone;
 * {@link org.grapnel.mta.mail.MailContent} is a header block and a body; {@link org.grapnel.mta.mail.Metadata} is what the spool keeps beside the body.
 *
 * <p>THREADS: drafts and editable content belong to the reception's thread; messages are read by many and change state in
 * one place, under the queue's rules.
 *
 * <p>FAILURE: a body that can't be read gives IOException with the spool's reason.
 *
 * <p>STANDARDS: RFC 5322 2.2 and 3.6.
 */
@NullMarked
package org.grapnel.mta.mail;

import org.jspecify.annotations.NullMarked;
