package org.grapnel.launcher;

/** Something the operator asked for can't be done: the one line that says why, and the exit status. */
public final class Refused extends Exception {
    /** The command failed. */
    public static final int FAILED = 1;
    /** Wrong arguments or a broken installation. */
    public static final int USAGE = 2;
    /** There is no running instance to talk to. */
    public static final int NOT_RUNNING = 3;

    private final int status;

    public Refused(int status, String line) {
        super(line);
        this.status = status;
    }

    public Refused(int status, String line, Throwable cause) {
        super(line, cause);
        this.status = status;
    }

    /** The exit status of the process. */
    public int status() {
        return status;
    }
}
