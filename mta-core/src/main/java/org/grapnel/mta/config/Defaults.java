package org.grapnel.mta.config;

import java.util.List;

/** Defaults of the table that are written as an operator writes them. */
final class Defaults {
    private interface Parsed<T> {
        T get() throws BadValue;
    }

    private Defaults() {}

    static Networks networks(String... texts) {
        return constant(() -> Networks.parse(List.of(texts)));
    }

    static DomainSet domains() {
        return constant(() -> DomainSet.parse(List.of()));
    }

    static RouteTable routes() {
        return constant(() -> RouteTable.parse(List.of()));
    }

    private static <T> T constant(Parsed<T> parsed) {
        try {
            return parsed.get();
        } catch (BadValue e) {
            throw new IllegalStateException("a default of the table is wrong: " + e.getMessage(), e);
        }
    }
}
