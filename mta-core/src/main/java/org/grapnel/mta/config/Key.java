package org.grapnel.mta.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.grapnel.hook.config.ConfigScope;

/** What a flat key such as {@code domain.example.com.retry_interval} stands for. */
record Key(ConfigScope scope, Option<?> option) {
    private static final int LONGEST = 512;
    private static final String IN_BINDING = ".domain.";

    /** Makes the scope of its name. */
    private interface Scoped {
        ConfigScope named(String name) throws BadValue;
    }

    private record Prefix(ScopeKind kind, Scoped scoped) {}

    private static final Map<String, Prefix> PREFIXES = Map.of(
            "listener.", new Prefix(ScopeKind.LISTENER, name -> new ConfigScope.Listener(Syntax.label(name))),
            "network.", new Prefix(ScopeKind.NETWORK, name -> new ConfigScope.Network(Syntax.label(name))),
            "handler.", new Prefix(ScopeKind.HANDLER, name -> new ConfigScope.Handler(Syntax.handlerName(name))),
            "group.", new Prefix(ScopeKind.GROUP, name -> new ConfigScope.Group(Syntax.label(name))),
            "binding.", new Prefix(ScopeKind.BINDING, Key::binding),
            "domain.", new Prefix(ScopeKind.DOMAIN, name -> new ConfigScope.Domain(Syntax.domain(name))));

    static Key parse(String key) throws BadValue {
        if (key.length() > LONGEST) {
            throw new BadValue("the key has " + key.length() + " letters", "write at most " + LONGEST);
        }
        Option<?> plain = Options.names().get(key);
        if (plain != null) {
            return allowed(new Key(ConfigScope.GLOBAL, plain), ScopeKind.GLOBAL);
        }
        for (Map.Entry<String, Prefix> entry : PREFIXES.entrySet()) {
            if (key.startsWith(entry.getKey())) {
                Prefix prefix = entry.getValue();
                return scoped(key.substring(entry.getKey().length()), prefix);
            }
        }
        throw new BadValue(
                "there is no such option",
                Suggestion.of(key, Options.names().keySet(), "see docs/configuration.md for all options"));
    }

    private static Key scoped(String rest, Prefix prefix) throws BadValue {
        Optional<Option<?>> option = lastOption(rest);
        if (option.isEmpty()) {
            String last = rest.substring(rest.lastIndexOf('.') + 1);
            List<String> possible = Options.all().stream()
                    .filter(o -> o.scopes().contains(prefix.kind()))
                    .map(Option::name)
                    .toList();
            throw new BadValue(
                    "there is no option '" + last + "'",
                    Suggestion.of(
                            last,
                            possible,
                            "write " + prefix.kind().key("OPTION") + " with one of docs/configuration.md"));
        }
        String name = rest.substring(0, rest.length() - option.get().name().length() - 1);
        Key key = new Key(prefix.scoped().named(name), option.get());
        if (key.scope() instanceof ConfigScope.DomainInBinding) {
            allowed(key, ScopeKind.DOMAIN);
        }
        return allowed(key, prefix.kind());
    }

    /** Names of domains have dots, and so have names of options: the longest option at the end counts. */
    private static Optional<Option<?>> lastOption(String rest) {
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.', dot + 1)) {
            Option<?> option = Options.names().get(rest.substring(dot + 1));
            if (option != null) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private static ConfigScope binding(String name) throws BadValue {
        int domain = name.indexOf(IN_BINDING);
        if (domain < 0) {
            return new ConfigScope.Binding(Syntax.label(name));
        }
        return new ConfigScope.DomainInBinding(
                Syntax.domain(name.substring(domain + IN_BINDING.length())), Syntax.label(name.substring(0, domain)));
    }

    private static Key allowed(Key key, ScopeKind kind) throws BadValue {
        Option<?> option = key.option();
        if (!option.scopes().contains(kind)) {
            String where = option.scopes().stream()
                    .map(scope -> scope.key(option.name()))
                    .collect(Collectors.joining(" or "));
            throw new BadValue(option.name() + " can't be set here", "write " + where);
        }
        if (option == SessionOptions.LISTEN && key.scope().equals(new ConfigScope.Listener(Settings.SMTP))) {
            throw new BadValue("the listener smtp has an option of its own", "write " + SessionOptions.SMTP_LISTEN);
        }
        return key;
    }

    /** The key in its canonical writing. */
    @Override
    public String toString() {
        return scope.prefix() + option.name();
    }
}
