/**
 * NAME: dns – exchangers and addresses.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: between queue and connection: where a Domain's mail goes.
 *
 * <p>TYPES: {@link org.grapnel.hook.dns.MxAnswer} and {@link org.grapnel.hook.dns.AddressAnswer} are answers or
 * failures, {@link org.grapnel.hook.dns.DnsStatus} says how a query ended; the hooks of section 8.
 *
 * <p>THREADS: the resolver's; many at once.
 *
 * <p>FAILURE: a faulty handler counts as none: the resolver is asked.
 *
 * <p>STANDARDS: RFC 1035, RFC 5321 5, RFC 7505.
 *
 * <p>SEE ALSO: queue, connect.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.dns;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
