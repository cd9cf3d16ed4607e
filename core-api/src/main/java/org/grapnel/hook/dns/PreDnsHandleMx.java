package org.grapnel.hook.dns;

import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Deals with an MX answer before the engine does.
 *
 * <p>WHEN: before an answer of the resolver to an MX query is processed; not for answers from the cache, nor from
 * {@code dns_get_MXs}.
 *
 * <p>ANSWER: SKIP = the engine leaves it out, and the Domain keeps the exchangers it had. The raw answer is the whole
 * DNS message (RFC 1035 4.1); empty where none came.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (domain, status, rawAnswer) -> status == DnsStatus.TIME_OUT && pinned.contains(domain) ?
 * Optional.of(Skip.SKIP) : Optional.empty()}
 */
@Hook(
        name = "pre_dns_handle_mx",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "before an MX answer is processed",
        byDefault = "the answer becomes the Domain's exchangers")
@ConsumerType
@FunctionalInterface
public interface PreDnsHandleMx {
    HookPoint.Of3<PreDnsHandleMx, String, DnsStatus, Bytes, Optional<Skip>> POINT =
            HookPoint.first(PreDnsHandleMx.class, PreDnsHandleMx::preDnsHandleMx);

    Optional<Skip> preDnsHandleMx(String domain, DnsStatus status, Bytes rawAnswer);
}
