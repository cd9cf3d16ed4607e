package org.grapnel.mta.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.auth.ScramKeys;

/** The keys that SCRAM-SHA-256 makes of a password (RFC 5802 2.2 and 3, RFC 7677). One stored form serves PLAIN, LOGIN and SCRAM. */
final class SaltedPassword {
    private SaltedPassword() {}

    /** @param password as SASLprep leaves it */
    static ScramKeys keys(String password, Bytes salt, int iterations) {
        byte[] salted = hi(password.getBytes(StandardCharsets.UTF_8), salt.copy(), iterations);
        byte[] clientKey = Keyed.hmacSha256(salted, ascii("Client Key"));
        return new ScramKeys(
                salt,
                iterations,
                Bytes.of(Keyed.sha256(clientKey)),
                Bytes.of(Keyed.hmacSha256(salted, ascii("Server Key"))));
    }

    /** True when the password is the one that the keys were made of; in the same time whatever it is. */
    static boolean matches(String password, ScramKeys keys) {
        ScramKeys made = keys(password, keys.salt(), keys.iterations());
        return MessageDigest.isEqual(made.storedKey().copy(), keys.storedKey().copy());
    }

    /** Hi() of RFC 5802 2.2: PBKDF2 with one block. */
    static byte[] hi(byte[] password, byte[] salt, int iterations) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
            mac.update(salt);
            byte[] block = mac.doFinal(new byte[] {0, 0, 0, 1});
            byte[] sum = block.clone();
            for (int i = 1; i < iterations; i++) {
                mac.update(block);
                mac.doFinal(block, 0);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] ^= block[j];
                }
            }
            return sum;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java runtime", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
