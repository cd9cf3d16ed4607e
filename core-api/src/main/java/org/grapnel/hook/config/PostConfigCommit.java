package org.grapnel.hook.config;

import java.util.List;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a set of changes took effect together.
 *
 * <p>WHEN: once for each transaction, changed file or changed configuration that took effect, after the last {@code config_option_post_set}.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that applies the configuration; one change at a time.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code changes -> changes.forEach(change -> audit.write(change.key()))}
 */
@Hook(
        name = "post_config_commit",
        kind = HookKind.OBSERVE,
        thread = HookThread.CONFIGURATION,
        when = "after a configuration transaction or a changed file took effect",
        byDefault = "nothing more happens")
@ConsumerType
@FunctionalInterface
public interface PostConfigCommit {
    HookPoint.Of1<PostConfigCommit, List<ConfigChange>, Void> POINT =
            HookPoint.observe(PostConfigCommit.class, PostConfigCommit::postConfigCommit);

    void postConfigCommit(List<ConfigChange> changes);
}
