package org.grapnel.hook.queue;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether what adaptive shaping learned of a pair is shared.
 *
 * <p>WHEN: when adaptive shaping reads or changes the state of a Binding and domain.
 *
 * <p>ANSWER: true = shared by the cluster, false = of this node alone.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (binding, domain) -> Optional.of(binding.localAddress().isEmpty())}
 */
@Hook(
        name = "is_adaptive_scope_global",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when adaptive shaping reads or changes the state of a Binding and domain",
        byDefault = "local")
@ConsumerType
@FunctionalInterface
public interface IsAdaptiveScopeGlobal {
    HookPoint.Of2<IsAdaptiveScopeGlobal, Binding, String, Optional<Boolean>> POINT =
            HookPoint.first(IsAdaptiveScopeGlobal.class, IsAdaptiveScopeGlobal::isAdaptiveScopeGlobal);

    Optional<Boolean> isAdaptiveScopeGlobal(Binding binding, String domain);
}
