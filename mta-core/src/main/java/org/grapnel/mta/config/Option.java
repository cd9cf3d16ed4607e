package org.grapnel.mta.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.grapnel.hook.config.ConfigOption;

/**
 * One line of the table {@link Options}.
 *
 * @param <T> what its values are
 */
public final class Option<T> {
    /** From when on a new value counts. */
    public enum Effect {
        /** From the next session, message or connection. */
        LIVE,
        /** From the next start of the server. */
        RESTART
    }

    private final ConfigOption about;
    private final ValueType<T> type;
    private final Supplier<T> byDefault;
    private final String defaultText;
    private final Set<ScopeKind> scopes;
    private final Effect effect;

    Option(
            String name,
            ValueType<T> type,
            Supplier<T> byDefault,
            String defaultText,
            Set<ScopeKind> scopes,
            Effect effect,
            String description) {
        this.about = new ConfigOption(name, type.plainType(), description);
        this.type = type;
        this.byDefault = byDefault;
        this.defaultText = defaultText;
        this.scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
        this.effect = effect;
    }

    /** Without scope, such as {@code retry_interval}. */
    public String name() {
        return about.name();
    }

    /** As hooks see it. */
    public ConfigOption about() {
        return about;
    }

    public String description() {
        return about.description();
    }

    public ValueType<T> type() {
        return type;
    }

    T byDefault() {
        return byDefault.get();
    }

    /** The default as one would write it, or in words where it depends on the machine or is none. */
    public String defaultText() {
        return defaultText;
    }

    public Set<ScopeKind> scopes() {
        return scopes;
    }

    public Effect effect() {
        return effect;
    }

    @Override
    public String toString() {
        return name();
    }
}
