package org.grapnel.hook.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One entity of a mail's MIME tree (RFC 2045 2.4). The tree is read when it is first asked for, in one pass; the bodies stay
 * where they are and are streamed when opened. At most 1,000 parts, 30 levels and 1 MB of part headers are looked at.
 */
@ProviderType
public interface MimePart {
    /** Its place in the tree: {@code ""} for the mail itself, {@code "2.1"} for the first part of the second (RFC 3501 6.4.5). */
    String path();

    Headers headers();

    /** What its Content-Type field says; empty when there is none or it can't be read. */
    Optional<ContentType> declared();

    /** What it is taken for: as a handler classifies it, else as it declares, else {@link ContentType#PLAIN_TEXT}. */
    ContentType contentType();

    /** Bytes of its body as it stands in the mail. */
    long size();

    /** The parts of a multipart; empty for all else. */
    List<MimePart> parts();

    /**
     * False when something in it, at any depth, could not be taken apart: a bound was passed, or the structure is broken. Who looks
     * for what must not be there can't rely on the parts alone then.
     */
    boolean complete();

    /**
     * The mail that a part of type message/rfc822 holds, as a tree of its own; empty for other parts.
     *
     * @throws IOException when the body can't be read
     */
    Optional<MimePart> embedded() throws IOException;

    /** Its body as it stands in the mail. Each call gives a new stream; close it. */
    InputStream open() throws IOException;

    /** Its body with the transfer encoding undone (RFC 2045 6). Each call gives a new stream; close it. */
    InputStream openDecoded() throws IOException;
}
