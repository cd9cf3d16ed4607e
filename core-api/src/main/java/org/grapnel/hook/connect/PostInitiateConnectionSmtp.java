package org.grapnel.hook.connect;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells how an attempt to connect to a Domain ended.
 *
 * <p>WHEN: once after each attempt to get a connection for a Domain, when one Host was connected to or all of them
 * failed.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (domain, binding, time, result) -> { if (result instanceof ConnectionResult.Failed f)
 * health.failed(domain.name(), f.kinds()); }}
 */
@Hook(
        name = "post_initiate_connection_smtp",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "after each attempt to connect, good or failed",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostInitiateConnectionSmtp {
    HookPoint.Of4<PostInitiateConnectionSmtp, Domain, Binding, Instant, ConnectionResult, Void> POINT =
            HookPoint.observe(PostInitiateConnectionSmtp.class, PostInitiateConnectionSmtp::postInitiateConnectionSmtp);

    void postInitiateConnectionSmtp(Domain domain, Binding binding, Instant time, ConnectionResult result);
}
