package org.grapnel.mta.auth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.auth.ScramKeys;

/** The work that a password costs: as much for users who don't exist, and only so many at a time. Safe for use by any thread. */
public final class Decoy {
    private static final int SALT_BYTES = 16;

    private final byte[] secret = new byte[32];
    private final IntSupplier iterations;
    private final Semaphore slots;

    /**
     * Made once.
     *
     * @param iterations of new users, which those who don't exist seem to have
     * @param atATime how many passwords may be worked on at the same time: guessing must not take every processor
     */
    public Decoy(SecureRandom random, IntSupplier iterations, int atATime) {
        random.nextBytes(secret);
        this.iterations = iterations;
        this.slots = new Semaphore(atATime, true);
    }

    /** Keys that fit no password, and are always the same for one name: asking twice tells nobody that the user does not exist. */
    ScramKeys keys(String user) {
        byte[] made = Keyed.hmacSha256(secret, user.getBytes(StandardCharsets.UTF_8));
        return new ScramKeys(
                Bytes.of(Arrays.copyOf(made, SALT_BYTES)), iterations.getAsInt(), Bytes.of(made), Bytes.of(made));
    }

    boolean matches(String password, ScramKeys keys) {
        slots.acquireUninterruptibly();
        try {
            return SaltedPassword.matches(password, keys);
        } finally {
            slots.release();
        }
    }
}
