/**
 * NAME: deliver – the outbound dialogue: batches, arguments, TLS, body.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: sixth: a Message meets a server, or another delivery agent.
 *
 * <p>TYPES: {@link org.grapnel.hook.deliver.DeliveryAgent} is what a vendor implements to deliver in another way,
 * {@link org.grapnel.hook.deliver.DeliveryChoice} how that is chosen; {@link org.grapnel.hook.deliver.Batch}, {@link
 * org.grapnel.hook.deliver.EditableArguments}, {@link org.grapnel.hook.deliver.SmtpState}, {@link
 * org.grapnel.hook.deliver.TlsPolicy}; the hooks of sections 10 and 13.
 *
 * <p>THREADS: the thread that owns the connection; calls for one connection never overlap.
 *
 * <p>FAILURE: a faulty VERDICT handler is a transient failure of the Message.
 *
 * <p>STANDARDS: RFC 5321, RFC 2920, RFC 3030, RFC 3207, RFC 3461.
 *
 * <p>SEE ALSO: connect, queue, bounce.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.deliver;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
