package org.grapnel.hook.reception;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.mail.Headers;
import org.osgi.annotation.versioning.ProviderType;

/** One entity of a mail's MIME tree (RFC 2045 2.4). Parsed lazily, bounded in depth and number by the configuration. */
@ProviderType
public interface MimePart {
    /** Its place in the tree: {@code ""} for the mail itself, {@code "2.1"} for the first part of the second (RFC 3501 6.4.5). */
    String path();

    Headers headers();

    /** What its Content-Type field says; empty when there is none or it can't be read. */
    Optional<ContentType> declared();

    /** Bytes of its body as it stands in the mail. */
    long size();

    /** The parts of a multipart; empty for all else. */
    List<MimePart> parts();

    /** Its body as it stands in the mail. Each call gives a new stream; close it. */
    InputStream open() throws IOException;

    /** Its body with the transfer encoding undone (RFC 2045 6). Each call gives a new stream; close it. */
    InputStream openDecoded() throws IOException;
}
