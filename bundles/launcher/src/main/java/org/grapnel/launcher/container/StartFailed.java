package org.grapnel.launcher.container;

/** The start ended before the instance was ready; the message is one line for the operator, the cause is for the log. */
public final class StartFailed extends Exception {
    StartFailed(String line, Throwable cause) {
        super(line, cause);
    }

    static StartFailed of(Throwable thrown) {
        return new StartFailed(Reason.of(thrown), thrown);
    }
}
