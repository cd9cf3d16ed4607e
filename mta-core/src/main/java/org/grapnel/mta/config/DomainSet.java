package org.grapnel.mta.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Domains, by pattern. Equal to another one with the same patterns in the same order. */
public final class DomainSet {
    private final List<String> patterns;
    private final DomainPattern.Table<Boolean> table;

    private DomainSet(Map<String, Boolean> patterns) {
        this.patterns = List.copyOf(patterns.keySet());
        this.table = new DomainPattern.Table<>(patterns);
    }

    /** Reads domains and patterns such as {@code *.example.com}. */
    public static DomainSet parse(List<String> texts) throws BadValue {
        Map<String, Boolean> patterns = new LinkedHashMap<>();
        for (String text : texts) {
            patterns.put(DomainPattern.parse(text), true);
        }
        return new DomainSet(patterns);
    }

    /** True when a pattern covers the domain, which is given in lower case. */
    public boolean contains(String domain) {
        return table.find(domain).isPresent();
    }

    /** In lower case, in the order in which they were given. */
    public List<String> patterns() {
        return patterns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainSet set && patterns.equals(set.patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    @Override
    public String toString() {
        return patterns.toString();
    }
}
