package org.grapnel.mta.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Header and body of a message as they are sent, lines ending in CRLF, without dot-stuffing. */
public interface BodySource {
    /** Octets that {@link #open} will give, where known. */
    OptionalLong size();

    /** Holds octets above 127, so the server must offer 8BITMIME. */
    boolean eightBit();

    /** Was declared BINARYMIME: any bytes, so the server must offer CHUNKING and BINARYMIME (RFC 3030 3). */
    default boolean binary() {
        return false;
    }

    /** A stream of its own for each call; the client closes it. Read in blocks. */
    InputStream open() throws IOException;

    /** A body in memory. The array is not copied: leave it as it is while it is sent. */
    static BodySource of(byte[] bytes) {
        boolean eight = false;
        for (byte b : bytes) {
            eight |= b < 0;
        }
        boolean eightBit = eight;
        return new BodySource() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(bytes.length);
            }

            @Override
            public boolean eightBit() {
                return eightBit;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
