package org.grapnel.mta.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the client of a session has shown to be. Written by the session's thread; the name is read by any. */
final class Identity {
    private volatile @Nullable String name;
    private int failures;
    private boolean secretsMayFollow;

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    void proved(String user) {
        name = user;
    }

    /** What was learned before TLS does not count behind it (RFC 3207 4.2). */
    void forget() {
        name = null;
    }

    /** Counts an exchange that did not end well; answers how many there were. */
    int fail() {
        failures++;
        return failures;
    }

    /** A client that did not wait for the refusal of its AUTH may have sent its secrets behind it, where they look like commands. */
    void secretsMayFollow(boolean maybe) {
        secretsMayFollow = maybe;
    }

    boolean secretsMayFollow() {
        return secretsMayFollow;
    }
}
