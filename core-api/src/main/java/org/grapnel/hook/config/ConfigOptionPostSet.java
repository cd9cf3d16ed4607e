package org.grapnel.hook.config;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that an option has a new value.
 *
 * <p>WHEN: once for each option whose value was stored, as soon as the new values are in force; not for those that a handler of {@code config_option_pre_set} took.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that applies the configuration; one change at a time.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (scope, option, value) -> audit.write(scope + " " + option + " = " + value)}
 */
@Hook(
        name = "config_option_post_set",
        kind = HookKind.OBSERVE,
        thread = HookThread.CONFIGURATION,
        when = "after a value was stored",
        byDefault = "nothing more happens")
@ConsumerType
@FunctionalInterface
public interface ConfigOptionPostSet {
    HookPoint.Of3<ConfigOptionPostSet, ConfigScope, ConfigOption, Object, Void> POINT =
            HookPoint.observe(ConfigOptionPostSet.class, ConfigOptionPostSet::configOptionPostSet);

    void configOptionPostSet(ConfigScope scope, ConfigOption option, Object value);
}
