package org.grapnel.mta.config;

import java.util.List;

/** A configuration that was refused as a whole. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // always an immutable list of strings, which is serializable
    private final List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one line {@code SOURCE: KEY: problem; mend}, in the order of the keys. */
    public List<String> problems() {
        return problems;
    }
}
