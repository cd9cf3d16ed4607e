package org.grapnel.hook.bounce;

import org.grapnel.hook.Bytes;

/** A DSN that a handler made, or its decision that there shall be none. */
public sealed interface DsnAnswer {
    /**
     * A finished mail, header fields, empty line and body, with CRLF. The envelope is the engine's: from the null sender to the
     * sender of the original (RFC 3464 2).
     */
    record Finished(Bytes mail) implements DsnAnswer {}

    /** No DSN at all. */
    record None() implements DsnAnswer {}

    static DsnAnswer finished(Bytes mail) {
        return new Finished(mail);
    }

    static DsnAnswer none() {
        return new None();
    }
}
