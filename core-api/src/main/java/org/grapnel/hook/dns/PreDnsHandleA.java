package org.grapnel.hook.dns;

import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Deals with an address answer before the engine does.
 *
 * <p>WHEN: before an answer of the resolver to an A or AAAA query is processed; not for answers from the cache, nor
 * from {@code dns_get_As}.
 *
 * <p>ANSWER: SKIP = the engine leaves it out, and the Host keeps the addresses it had. The raw answer is the whole DNS
 * message (RFC 1035 4.1); empty where none came.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (hostName, status, rawAnswer) -> status == DnsStatus.TIME_OUT && pinned.contains(hostName) ?
 * Optional.of(Skip.SKIP) : Optional.empty()}
 */
@Hook(
        name = "pre_dns_handle_a",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "before an address answer is processed",
        byDefault = "the answer becomes the Host's addresses")
@ConsumerType
@FunctionalInterface
public interface PreDnsHandleA {
    HookPoint.Of3<PreDnsHandleA, String, DnsStatus, Bytes, Optional<Skip>> POINT =
            HookPoint.first(PreDnsHandleA.class, PreDnsHandleA::preDnsHandleA);

    Optional<Skip> preDnsHandleA(String hostName, DnsStatus status, Bytes rawAnswer);
}
