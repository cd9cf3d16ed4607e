package org.grapnel.hook.config;

import java.util.Optional;
import org.grapnel.hook.Handled;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is asked before an option gets a new value, and may keep the value from being stored.
 *
 * <p>WHEN: once for each option that is about to change, after the whole configuration was found valid.
 *
 * <p>ANSWER: {@link Handled#HANDLED} = the store is left as it is and the set counts as done; empty = the value is stored.
 *
 * <p>THREADS: the thread that applies the configuration; one change at a time.
 *
 * <p>FAILURE: counts as no answer: the value is stored.
 *
 * <p>EXAMPLE: {@code (scope, option, value) -> option.name().equals("max_sessions") ? Optional.of(Handled.HANDLED) : Optional.empty()}
 */
@Hook(
        name = "config_option_pre_set",
        kind = HookKind.FIRST,
        thread = HookThread.CONFIGURATION,
        when = "before a validated value is stored",
        byDefault = "the value is stored")
@ConsumerType
@FunctionalInterface
public interface ConfigOptionPreSet {
    HookPoint.Of3<ConfigOptionPreSet, ConfigScope, ConfigOption, Object, Optional<Handled>> POINT =
            HookPoint.first(ConfigOptionPreSet.class, ConfigOptionPreSet::configOptionPreSet);

    Optional<Handled> configOptionPreSet(ConfigScope scope, ConfigOption option, Object value);
}
