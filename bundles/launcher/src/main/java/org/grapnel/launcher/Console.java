package org.grapnel.launcher;

/** Who looks at our output, and from which log level on it is shown there. */
enum Console {
    /** A person: the shell reads the input, so only what is alarming is shown. */
    TERMINAL("WARN"),
    /** A pipe, a container's log, a service manager. */
    PLAIN("INFO"),
    /** {@code log/console.log}, forwarded by {@code start} until we are ready. */
    DAEMON("WARN");

    private final String level;

    Console(String level) {
        this.level = level;
    }

    String level() {
        return level;
    }
}
