package org.grapnel.hook.config;

/**
 * What became of one option in one scope.
 *
 * @param before what was in force in the scope, inherited or default where it was not set there
 * @param after what is in force now
 */
public record ConfigChange(ConfigScope scope, ConfigOption option, Object before, Object after) {
    /** The key as it stands in a file, such as {@code domain.example.com.retry_interval}. */
    public String key() {
        return scope.prefix() + option.name();
    }
}
