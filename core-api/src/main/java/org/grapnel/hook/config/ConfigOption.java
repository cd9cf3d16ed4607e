package org.grapnel.hook.config;

/**
 * One option, as an operator knows it.
 *
 * @param name without scope, such as {@code retry_interval}
 * @param type the class of its values: Duration, Long, Integer, Boolean, String, or a List of such
 * @param description one line
 */
public record ConfigOption(String name, Class<?> type, String description) {
    @Override
    public String toString() {
        return name;
    }
}
