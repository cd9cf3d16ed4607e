package org.grapnel.hook.auth;

import org.grapnel.hook.Bytes;

/**
 * What a server keeps of a password (RFC 5802 3): enough to check it, and not enough to log in elsewhere.
 *
 * @param iterations of PBKDF2, at least 4096 (RFC 7677 4)
 * @param storedKey 32 bytes
 * @param serverKey 32 bytes
 */
public record ScramKeys(Bytes salt, int iterations, Bytes storedKey, Bytes serverKey) {
    private static final int KEY_LENGTH = 32;
    private static final int LEAST_ITERATIONS = 4_096;

    public ScramKeys {
        if (salt.size() == 0 || iterations < LEAST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "SCRAM keys need a salt and at least " + LEAST_ITERATIONS + " iterations");
        }
        if (storedKey.size() != KEY_LENGTH || serverKey.size() != KEY_LENGTH) {
            throw new IllegalArgumentException("the keys of SCRAM-SHA-256 have " + KEY_LENGTH + " bytes");
        }
    }

    /** Without salt and keys. */
    @Override
    public String toString() {
        return "ScramKeys[" + iterations + " iterations]";
    }
}
