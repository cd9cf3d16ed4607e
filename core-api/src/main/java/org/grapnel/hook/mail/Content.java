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

    /** The whole mail from its first byte, edits included. Each call gives a new stream; close it. */
    InputStream open() throws IOException;

    /** The body alone, after the empty line. Each call gives a new stream; close it. */
    InputStream openBody() throws IOException;
}
