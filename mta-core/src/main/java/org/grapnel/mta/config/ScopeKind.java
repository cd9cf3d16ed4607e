package org.grapnel.mta.config;

/** The kinds of scope that an option may be set in. An option of DOMAIN and BINDING may be set for a domain in a binding too. */
public enum ScopeKind {
    GLOBAL("OPTION"),
    LISTENER("listener.NAME.OPTION"),
    NETWORK("network.NAME.OPTION"),
    HANDLER("handler.NAME.OPTION"),
    GROUP("group.NAME.OPTION"),
    BINDING("binding.NAME.OPTION"),
    DOMAIN("domain.NAME.OPTION");

    private final String pattern;

    ScopeKind(String pattern) {
        this.pattern = pattern;
    }

    /** The key of an option in such a scope. */
    String key(String option) {
        return pattern.replace("OPTION", option);
    }
}
