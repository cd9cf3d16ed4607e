package org.grapnel.mta.queue;

import java.util.Optional;

/**
 * What may not leave now.
 *
 * @param domain a routing domain in lower case; empty = any
 * @param binding empty = any
 */
public record Suspension(Optional<String> domain, Optional<String> binding) {
    private static final String ANY = "*";

    boolean covers(String routingDomain, String through) {
        return domain.map(routingDomain::equals).orElse(true)
                && binding.map(through::equals).orElse(true);
    }

    /** One line: domain and binding, an asterisk for any. */
    String line() {
        return domain.orElse(ANY) + " " + binding.orElse(ANY);
    }

    /** Reads such a line; empty when it is none. */
    static Optional<Suspension> read(String line) {
        String[] words = line.strip().split(" +");
        return words.length == 2 ? Optional.of(new Suspension(named(words[0]), named(words[1]))) : Optional.empty();
    }

    private static Optional<String> named(String word) {
        return word.equals(ANY) ? Optional.empty() : Optional.of(word);
    }

    @Override
    public String toString() {
        return domain.map(name -> "domain " + name).orElse("all domains")
                + binding.map(name -> " through binding " + name).orElse("");
    }
}
