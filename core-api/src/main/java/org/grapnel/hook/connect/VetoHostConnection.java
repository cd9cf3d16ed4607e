package org.grapnel.hook.connect;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Host;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether a Host must not be connected to now.
 *
 * <p>WHEN: each time a Host of a Domain is about to be chosen for a new connection. Maximum is the configured limit of
 * connections to that Host, 0 for none; current those that are open or opening.
 *
 * <p>ANSWER: true = not this Host now, the next one is looked at; false = it may be used, the engine's limit included.
 * When every Host is vetoed the connection is tried again at the next maintenance.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (host, domain, binding, maximum, current) -> drained.contains(host.name()) ? Optional.of(true) :
 * Optional.empty()}
 */
@Hook(
        name = "veto_host_connection",
        kind = HookKind.FIRST,
        thread = HookThread.SCHEDULER,
        when = "when an exchanger is chosen",
        byDefault = "vetoed when the limit is reached or the Host failed lately")
@ConsumerType
@FunctionalInterface
public interface VetoHostConnection {
    HookPoint.Of5<VetoHostConnection, Host, Domain, Binding, Integer, Integer, Optional<Boolean>> POINT =
            HookPoint.first(VetoHostConnection.class, VetoHostConnection::vetoHostConnection);

    Optional<Boolean> vetoHostConnection(Host host, Domain domain, Binding binding, int maximum, int current);
}
