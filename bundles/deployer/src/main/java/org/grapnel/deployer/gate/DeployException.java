package org.grapnel.deployer.gate;

/** Why something is not live; one line of the form {@code reason; mend}. */
public final class DeployException extends Exception {
    private static final long serialVersionUID = 1;

    /** True when another file's arrival could mend it. */
    private final boolean unresolved;

    private DeployException(String message, boolean unresolved) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
        this.unresolved = unresolved;
    }

    public static DeployException because(String message) {
        return new DeployException(message, false);
    }

    public static DeployException unresolved(String message) {
        return new DeployException(message, true);
    }

    /** The same with something in front, such as the name of the jar among several. */
    public DeployException within(String place) {
        return new DeployException(place + getMessage(), unresolved);
    }

    public boolean isUnresolved() {
        return unresolved;
    }
}
