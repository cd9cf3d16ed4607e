/**
 * NAME
 *   dns – where a domain's mail goes: MX and address questions, and the ordered list of destinations made from them.
 *
 * PLACE IN A MESSAGE'S LIFE
 *   After a message has joined its Domain's queue and before connect opens a socket; configured routes skip it.
 *
 * TYPES
 *   {@link org.grapnel.mta.dns.Resolver} asks, {@link org.grapnel.mta.dns.MxAnswer} and
 *   {@link org.grapnel.mta.dns.AddressAnswer} are what can come back, {@link org.grapnel.mta.dns.Exchangers} makes
 *   destinations of them without asking anybody itself.
 *
 * THREADS
 *   A resolver is thread-safe and blocks its caller for at most the total time limit of each query (two families, and one more for
 *   each alias that leaves its zone). dnsjava starts one daemon thread of
 *   its own for all resolvers with the first question, none before.
 *
 * FAILURE
 *   Answers are values; time-outs and refusing servers are {@code TemporaryFailure} and never cached. Records, addresses,
 *   alias hops, cache entries and times are bounded by {@link org.grapnel.mta.dns.DnsSettings}.
 *
 * SECURITY
 *   /etc/hosts is never read and search domains are never appended: names are absolute. {@code localhost} and names below it
 *   are answered here as loopback (RFC 6761 6.3) and never asked. There is no reverse look-up.
 *
 * STANDARDS
 *   RFC 1035, RFC 2181, RFC 2308 (negative answers), RFC 5321 5.1 (implicit MX, preferences), RFC 5321 4.1.3 (address
 *   literals), RFC 6761, RFC 7505 (null MX).
 *
 * SEE ALSO
 *   {@link org.grapnel.mta.connect}
 */
@NullMarked
package org.grapnel.mta.dns;

import org.jspecify.annotations.NullMarked;
