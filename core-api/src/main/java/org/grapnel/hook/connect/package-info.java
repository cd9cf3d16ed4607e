/**
 * NAME: connect – outbound connections, from the choice of a Host to close.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: fifth: a Domain with due Messages gets connections.
 *
 * <p>TYPES: {@link org.grapnel.hook.connect.OutboundConnection} is one, {@link org.grapnel.hook.connect.Delivery} what
 * happens on it now, {@link org.grapnel.hook.connect.ConnectionResult} and {@link
 * org.grapnel.hook.connect.ConnectionFailure} how an attempt ended; the hooks of section 9.
 *
 * <p>THREADS: the thread that owns the connection; the choice of Hosts on scheduler threads.
 *
 * <p>FAILURE: a faulty VERDICT handler stops the connection; the Messages are tried later.
 *
 * <p>STANDARDS: RFC 5321 4.5.4.1, 5.1.
 *
 * <p>SEE ALSO: queue, dns, deliver.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.connect;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
