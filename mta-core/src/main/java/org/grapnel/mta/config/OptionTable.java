package org.grapnel.mta.config;

import static org.grapnel.mta.config.ScopeKind.BINDING;
import static org.grapnel.mta.config.ScopeKind.DOMAIN;
import static org.grapnel.mta.config.ScopeKind.GLOBAL;
import static org.grapnel.mta.config.ScopeKind.GROUP;
import static org.grapnel.mta.config.ScopeKind.HANDLER;
import static org.grapnel.mta.config.ScopeKind.LISTENER;
import static org.grapnel.mta.config.ScopeKind.NETWORK;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.grapnel.mta.config.Option.Effect;

/** One room's part of the table of options, filled while its class is loaded. */
final class OptionTable {
    static final Set<ScopeKind> SERVER = EnumSet.of(GLOBAL);
    static final Set<ScopeKind> INBOUND = EnumSet.of(GLOBAL, LISTENER);
    static final Set<ScopeKind> BY_CLIENT = EnumSet.of(GLOBAL, LISTENER, NETWORK);
    static final Set<ScopeKind> OF_NETWORK = EnumSet.of(NETWORK);
    static final Set<ScopeKind> OF_LISTENER = EnumSet.of(LISTENER);
    static final Set<ScopeKind> OUTBOUND = EnumSet.of(GLOBAL, GROUP, BINDING, DOMAIN);
    static final Set<ScopeKind> OF_HANDLER = EnumSet.of(HANDLER);
    static final Set<ScopeKind> EGRESS = EnumSet.of(BINDING);

    private final List<Option<?>> options = new ArrayList<>();

    /** In the order of the manual. */
    List<Option<?>> options() {
        return Collections.unmodifiableList(options);
    }

    <T> Option<T> option(String name, ValueType<T> type, T byDefault, Set<ScopeKind> scopes, String description) {
        String text = type.show(byDefault);
        return option(name, type, byDefault, text.isEmpty() ? "none" : text, scopes, description);
    }

    <T> Option<T> option(
            String name, ValueType<T> type, T byDefault, String defaultText, Set<ScopeKind> scopes, String about) {
        return option(name, type, () -> byDefault, defaultText, scopes, Effect.LIVE, about);
    }

    <T> Option<T> atStart(String name, ValueType<T> type, T byDefault, String description) {
        return option(name, type, () -> byDefault, type.show(byDefault), SERVER, Effect.RESTART, description);
    }

    <T> Option<T> option(
            String name,
            ValueType<T> type,
            Supplier<T> byDefault,
            String defaultText,
            Set<ScopeKind> scopes,
            Effect effect,
            String description) {
        Option<T> option = new Option<>(name, type, byDefault, defaultText, scopes, effect, description);
        options.add(option);
        return option;
    }
}
