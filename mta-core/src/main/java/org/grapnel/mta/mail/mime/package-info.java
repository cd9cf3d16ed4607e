/**
 * NAME: mime – the MIME tree of a mail, for handlers that ask for it.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: any phase in which content can be read; most mails pass without it.
 *
 * <p>TYPES: {@link org.grapnel.mta.mail.mime.MimeTree} reads the structure in one pass; {@link org.grapnel.mta.mail.mime.Part} is one entity;
 * {@link org.grapnel.mta.mail.mime.PartStream} finds a part's body again when it is opened, so that no body is ever copied.
 *
 * <p>THREADS: a tree belongs to nobody once it is read: it does not change.
 *
 * <p>FAILURE: structure that is broken or beyond the bounds makes a part incomplete, never an exception; a body that can't be read is an
 * IOException.
 *
 * <p>STANDARDS: RFC 2045, RFC 2046.
 */
@NullMarked
package org.grapnel.mta.mail.mime;

import org.jspecify.annotations.NullMarked;
