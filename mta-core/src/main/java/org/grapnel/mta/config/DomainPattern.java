package org.grapnel.mta.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Patterns for domains: a domain, {@code *.example.com} for whatever is below it, {@code *} for all. The most specific wins. */
final class DomainPattern {
    static final String ALL = "*";

    private DomainPattern() {}

    /** The pattern in lower case. */
    static String parse(String text) throws BadValue {
        String pattern = text.toLowerCase(Locale.ROOT);
        String domain = pattern.startsWith("*.") ? pattern.substring(2) : pattern;
        boolean literal = domain.startsWith("[") && domain.endsWith("]");
        if (!pattern.equals(ALL) && !literal && !HostPort.isName(domain)) {
            throw new BadValue("'" + text + "' is no domain", "write example.com, *.example.com or *");
        }
        return pattern;
    }

    /** Something for each of a set of patterns, found by domain. */
    static final class Table<V> {
        private final Map<String, V> exact = new HashMap<>();
        private final Map<String, V> below = new HashMap<>();
        private final Optional<V> all;

        /** The entries by pattern, as {@link DomainPattern#parse} returns it. */
        Table(Map<String, V> entries) {
            entries.forEach((pattern, value) -> {
                if (pattern.startsWith("*.")) {
                    below.put(pattern.substring(2), value);
                } else {
                    exact.put(pattern, value);
                }
            });
            this.all = Optional.ofNullable(exact.remove(ALL));
        }

        /** What stands for the most specific pattern that covers the domain, which is given in lower case. */
        Optional<V> find(String domain) {
            V value = exact.get(domain);
            if (value == null && !below.isEmpty()) {
                for (int dot = domain.indexOf('.'); dot >= 0 && value == null; dot = domain.indexOf('.', dot + 1)) {
                    value = below.get(domain.substring(dot + 1));
                }
            }
            return value == null ? all : Optional.of(value);
        }
    }
}
