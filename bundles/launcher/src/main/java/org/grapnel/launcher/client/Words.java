package org.grapnel.launcher.client;

import java.util.Set;

/** What the shell itself understands of a line; the rest is the instance's. */
final class Words {
    private static final Set<String> EXIT = Set.of("exit", "quit", "logout");

    private Words() {}

    static boolean isExit(String line) {
        return EXIT.contains(line.strip());
    }

    static boolean isCommand(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }
}
