package org.grapnel.mta.config;

import java.util.Optional;
import org.grapnel.hook.config.ConfigScope;

/**
 * Which value of an option is in force for somebody, and why.
 *
 * @param value as one would write it
 * @param key what set it, such as {@code domain.example.com.retry_interval}; the option's name when nothing did
 * @param source where the key stands; empty for a default
 * @param reason why this scope is the one that counts, where the key does not show it; may be empty
 */
public record Explanation(String value, String key, String source, String reason) {
    static <T> Explanation of(Option<T> option, T value, Optional<ConfigScope> scope, String source) {
        return new Explanation(
                option.type().show(value), scope.map(ConfigScope::prefix).orElse("") + option.name(), source, "");
    }

    Explanation because(String why) {
        return new Explanation(value, key, source, why);
    }

    public boolean isDefault() {
        return source.isEmpty();
    }

    /** For example {@code 5m (domain.example.com.retry_interval, etc/grapnel.json)}. */
    @Override
    public String toString() {
        return value
                + (isDefault()
                        ? " (default of " + key + ")"
                        : " (" + key + ", " + source + (reason.isEmpty() ? "" : "; " + reason) + ")");
    }
}
