package org.grapnel.deployer;

/** Why a jar is not live; one line of the form {@code reason; mend}. */
final class DeployException extends Exception {
    private static final long serialVersionUID = 1;

    /** True when another jar's arrival could mend it. */
    private final boolean unresolved;

    private DeployException(String message, boolean unresolved) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
        this.unresolved = unresolved;
    }

    static DeployException because(String message) {
        return new DeployException(message, false);
    }

    static DeployException unresolved(String message) {
        return new DeployException(message, true);
    }

    boolean isUnresolved() {
        return unresolved;
    }
}
