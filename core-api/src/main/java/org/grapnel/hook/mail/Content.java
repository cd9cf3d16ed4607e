package org.grapnel.hook.mail;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** Header fields and body of a mail. The body lies in memory or on disk and is read as a stream; lines end with CRLF. */
@ProviderType
public interface Content {
    Headers headers();

    /** Bytes of header block, empty line and body together. */
    long size();

    /**
     * The mail as a tree of MIME parts. The tree is read at the first call, and again after content or Content-Type were changed;
     * what is broken or beyond the bounds makes it incomplete and is no error.
     *
     * @throws IOException when the body can't be read
     */
    MimePart mime() throws IOException;

    /** The whole mail from its first byte, edits included. Each call gives a new stream; close it. */
    InputStream open() throws IOException;

    /** The body alone, after the empty line. Each call gives a new stream; close it. */
    InputStream openBody() throws IOException;
}
