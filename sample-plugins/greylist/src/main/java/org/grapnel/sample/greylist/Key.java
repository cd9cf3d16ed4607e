package org.grapnel.sample.greylist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.grapnel.hook.MailAddress;

/**
 * What an entry is about: the first 128 bits of a SHA-256. So every entry takes the same few bytes, however long the
 * addresses of a hostile client are, and the files hold no addresses.
 */
record Key(long high, long low) {
    /** Client network, sender and recipient (RFC 6647 2.3). */
    static Key triplet(AddressBlock client, MailAddress sender, MailAddress recipient) {
        return of("triplet\n" + client + "\n" + sender + "\n" + recipient);
    }

    /** A client network alone. */
    static Key network(AddressBlock client) {
        return of("network\n" + client);
    }

    private static Key of(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Key(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which each must have", e);
        }
    }
}
