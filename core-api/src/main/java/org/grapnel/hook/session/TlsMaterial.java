package org.grapnel.hook.session;

import java.nio.file.Path;

/**
 * Where certificates or a key come from: PEM (RFC 7468) in a file or in memory. Contexts are kept by the value of their
 * material, so equal material means that a built context is used again. A file is read again when it has changed.
 */
public sealed interface TlsMaterial {
    /** A PEM file that the server's user can read. */
    record File(Path path) implements TlsMaterial {}

    /** PEM text in memory. */
    record Pem(String text) implements TlsMaterial {
        /** Without the text: it may be a key. */
        @Override
        public String toString() {
            return "Pem[" + text.length() + " characters]";
        }
    }

    static TlsMaterial file(Path path) {
        return new File(path);
    }

    static TlsMaterial pem(String text) {
        return new Pem(text);
    }
}
