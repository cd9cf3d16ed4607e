package org.grapnel.hook.dns;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Supplies the exchangers of a domain.
 *
 * <p>WHEN: when a Domain's exchangers are needed and no route is configured for it. Answers are kept as long as they
 * say, and asked for again after that.
 *
 * <p>ANSWER: the exchangers, a null MX, or a failure: by its status the Messages are retried or bounced. The domain is
 * in lower case, in its ASCII form (RFC 5891).
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code domain -> domain.endsWith(".internal") ? Optional.of(new MxAnswer.Exchangers(List.of(new
 * MxHost("hub.internal", 10)), Duration.ofMinutes(5))) : Optional.empty()}
 */
@Hook(
        name = "dns_get_MXs",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a Domain's exchangers are needed",
        byDefault = "resolver with cache, implicit MX, null MX (RFC 7505)")
@ConsumerType
@FunctionalInterface
public interface DnsGetMXs {
    HookPoint.Of1<DnsGetMXs, String, Optional<MxAnswer>> POINT = HookPoint.first(DnsGetMXs.class, DnsGetMXs::dnsGetMXs);

    Optional<MxAnswer> dnsGetMXs(String domain);
}
