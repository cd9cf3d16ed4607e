package org.grapnel.hook.dns;

import java.util.List;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells what an MX answer came to.
 *
 * <p>WHEN: after an MX answer was processed, also when that was skipped.
 *
 * <p>ANSWER: none. The routes are those in force now, preferred first; empty when there are none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (domain, routes, status, rawAnswer) -> statistics.count(status)}
 */
@Hook(
        name = "post_dns_handle_mx",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after an MX answer was processed, also when that was skipped",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostDnsHandleMx {
    HookPoint.Of4<PostDnsHandleMx, String, List<MxHost>, DnsStatus, Bytes, Void> POINT =
            HookPoint.observe(PostDnsHandleMx.class, PostDnsHandleMx::postDnsHandleMx);

    void postDnsHandleMx(String domain, List<MxHost> routes, DnsStatus status, Bytes rawAnswer);
}
