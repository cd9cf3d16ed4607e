package org.grapnel.hook.process;

/** Why the process ends. */
public sealed interface ShutdownCause {
    /** A control command, by this caller. */
    record Command(String caller) implements ShutdownCause {}

    /** A signal, such as {@code TERM}. */
    record Signal(String name) implements ShutdownCause {}

    /** An error that the engine can't go on with, in one line. */
    record FatalError(String text) implements ShutdownCause {}
}
