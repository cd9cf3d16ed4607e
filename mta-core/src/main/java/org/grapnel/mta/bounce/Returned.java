package org.grapnel.mta.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a notice that shows the original: all of it, or its header. */
final class Returned {
    private static final Logger LOG = LoggerFactory.getLogger(Returned.class);

    private Returned() {}

    /** RFC 3461 4.3, RET=FULL. What can't be read, or is larger than allowed, goes back as its header. */
    static NoticeLines whole(Message original, long most) {
        if (original.size() > most) {
            return header(original);
        }
        try (InputStream content = original.content().open()) {
            byte[] octets = content.readAllBytes();
            NoticeLines part = new NoticeLines();
            part.line("Content-Type: message/rfc822");
            if (NoticeLines.eightBit(octets)) {
                part.line("Content-Transfer-Encoding: 8bit");
            }
            part.line("");
            part.bytes(octets);
            part.line(""); // belongs to the boundary
            return part;
        } catch (IOException e) { // what became of the mail must get known though the spool can't be read
            LOG.error("{}: its notice goes without the original: {}", original.id(), e.getMessage());
            return header(original);
        }
    }

    static NoticeLines header(Message original) {
        NoticeLines part = new NoticeLines();
        part.line("Content-Type: text/rfc822-headers"); // RFC 6522 4
        part.line("");
        try {
            for (Header header : original.content().headers().all()) {
                if (!header.name().isEmpty()) {
                    part.field(header.name(), header.value());
                }
            }
        } catch (UncheckedIOException e) { // as above
            LOG.error("{}: its notice goes without the header: {}", original.id(), e.getMessage());
        }
        part.line("");
        return part;
    }
}
