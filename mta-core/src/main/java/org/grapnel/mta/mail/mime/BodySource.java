package org.grapnel.mta.mail.mime;

import java.io.IOException;
import java.io.InputStream;

/** The body of a mail, behind its header; each call gives a new stream from its first byte. */
public interface BodySource {
    InputStream open() throws IOException;
}
