package org.grapnel.hook.mail;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** Content in a phase that allows changes. */
@ProviderType
public interface EditableContent extends Content {
    @Override
    EditableHeaders headers();

    /**
     * Replaces the body by what the stream gives, read to its end within this call; large bodies go to the disk, not to the heap.
     * Line ends must be CRLF; the caller closes the stream.
     *
     * @throws IOException when the stream or the disk fails, or the result is larger than the largest mail allowed; the body is then as before
     */
    void replaceBody(InputStream body) throws IOException;
}
