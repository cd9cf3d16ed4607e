/**
 * NAME: mail – what travels, and where it goes: messages, envelopes, content, domains, bindings, queues.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: from the end of DATA to the final event of the last recipient. The rooms hand these
 * objects to their hooks.
 *
 * <p>TYPES: {@link org.grapnel.hook.mail.Message} is one accepted mail; {@link org.grapnel.hook.mail.EditableMessage} the
 * same where the phase allows changes; {@link org.grapnel.hook.mail.Domain} and {@link org.grapnel.hook.mail.Binding} are its
 * destination and its source.
 *
 * <p>THREADS: what is read here may be read by any thread that was handed the object, during the call. Editable objects belong to
 * the thread of the call.
 *
 * <p>FAILURE: a body that can't be read gives an IOException with the spool's reason.
 *
 * <p>STANDARDS: RFC 5321 (envelope), RFC 5322 (headers), RFC 3461 (DSN parameters).
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.mail;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
