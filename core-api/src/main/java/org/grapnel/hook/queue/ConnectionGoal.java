package org.grapnel.hook.queue;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes how many connections a Domain and Binding should have.
 *
 * <p>WHEN: when the engine works out how many connections a Domain and Binding should have.
 *
 * <p>ANSWER: the goal; limits of the configuration are applied after it.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: the value stays as it was.
 *
 * <p>EXAMPLE: {@code (goal, domain, binding, active) -> goal.withWanted(Math.min(goal.wanted(), 2))}
 */
@Hook(
        name = "connection_goal",
        kind = HookKind.FOLD,
        thread = HookThread.SCHEDULER,
        when = "when the engine works out how many connections a Domain and Binding should have",
        byDefault = "grows with the active set, up to max_connections")
@ConsumerType
@FunctionalInterface
public interface ConnectionGoal {
    HookPoint.Of4<ConnectionGoal, ConnectionTarget, Domain, Binding, QueueSet, ConnectionTarget> POINT =
            HookPoint.fold(ConnectionGoal.class, ConnectionGoal::connectionGoal);

    ConnectionTarget connectionGoal(ConnectionTarget goal, Domain domain, Binding binding, QueueSet active);
}
