package org.grapnel.mta.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The content of a message: of known size, readable any number of times and by many threads at once. In memory or in a file. */
public interface Body {
    /** Bytes in the body. */
    long size();

    /** A new stream over the whole body; the caller closes it. */
    InputStream open() throws IOException;

    /** Writes the whole body to {@code out}. */
    default void transferTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }
}
