package org.grapnel.hook.dns;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Supplies the addresses of an exchanger.
 *
 * <p>WHEN: when an exchanger's addresses are needed.
 *
 * <p>ANSWER: the addresses in the order in which they are tried, or a failure. The name is in lower case, in its ASCII
 * form.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code hostName -> Optional.ofNullable(hosts.get(hostName)).map(a -> new
 * AddressAnswer.Addresses(List.of(a), Duration.ofHours(1)))}
 */
@Hook(
        name = "dns_get_As",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when an exchanger's addresses are needed",
        byDefault = "A and AAAA of the resolver with cache")
@ConsumerType
@FunctionalInterface
public interface DnsGetAs {
    HookPoint.Of1<DnsGetAs, String, Optional<AddressAnswer>> POINT =
            HookPoint.first(DnsGetAs.class, DnsGetAs::dnsGetAs);

    Optional<AddressAnswer> dnsGetAs(String hostName);
}
