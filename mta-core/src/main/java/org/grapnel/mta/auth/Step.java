package org.grapnel.mta.auth;

import org.grapnel.hook.Bytes;

/** What the server does with a response. */
public sealed interface Step {
    /** The next challenge. */
    record Challenge(Bytes text) implements Step {
        static Challenge of(String text) {
            return new Challenge(Bytes.of(text));
        }
    }

    /** The client has shown all it has; somebody judges it now. */
    record Judge(Claim claim) implements Step {}

    /**
     * The response is not what the mechanism allows (501 5.5.2).
     *
     * @param why for the reply: nothing of what the client sent
     */
    record Malformed(String why) implements Step {}
}
