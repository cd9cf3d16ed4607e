package org.grapnel.testkit;

/** One step of a story's dialogue, with the line it stands on. */
sealed interface StoryStep {
    int line();

    /** Bytes for the server, one character each; a {@code C:} line has its CRLF in them. */
    record Send(int line, String shown, String bytes) implements StoryStep {}

    /** One line the server must say next. */
    record Expect(int line, StoryText text) implements StoryStep {}

    /** Something about the connection itself. */
    record Act(int line, Action action) implements StoryStep {}

    enum Action {
        /** A new connection; the first one needs no word. */
        CONNECT,
        /** The client closes. */
        CLOSE,
        /** The client ends its sending direction only. */
        END,
        /** The server must close without another byte. */
        CLOSED,
        /** TLS handshake, after the dialogue of STARTTLS. */
        TLS
    }
}
