package org.grapnel.hook.dns;

import java.net.InetAddress;
import java.util.List;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells what an address answer came to.
 *
 * <p>WHEN: after an address answer was processed, also when that was skipped.
 *
 * <p>ANSWER: none. The addresses are those in force now; empty when there are none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (hostName, addresses, status, rawAnswer) -> statistics.count(status)}
 */
@Hook(
        name = "post_dns_handle_a",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after an address answer was processed, also when that was skipped",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostDnsHandleA {
    HookPoint.Of4<PostDnsHandleA, String, List<InetAddress>, DnsStatus, Bytes, Void> POINT =
            HookPoint.observe(PostDnsHandleA.class, PostDnsHandleA::postDnsHandleA);

    void postDnsHandleA(String hostName, List<InetAddress> addresses, DnsStatus status, Bytes rawAnswer);
}
