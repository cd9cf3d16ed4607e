package org.grapnel.mta.mail.mime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;

/** The body of one part, found by reading the mail up to there once more: bodies are in no memory, however large they are. */
final class PartStream extends FilterInputStream {
    private final InputStream mail;

    private PartStream(InputStream part, InputStream mail) {
        super(part);
        this.mail = mail;
    }

    /** @param decoded the transfer encoding undone */
    static InputStream of(BodySource source, Part part, boolean decoded) throws IOException {
        Set<Part> ancestors = part.ancestors();
        InputStream mail = source.open();
        Seeking seeking = new Seeking(part, ancestors);
        try {
            MimeTokenStream tokens = Tokens.of(mail, seeking::entity);
            for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
                if (state == EntityState.T_BODY && seeking.found) {
                    return new PartStream(decoded ? tokens.getDecodedInputStream() : tokens.getInputStream(), mail);
                }
            }
            throw new IOException("part " + part.path() + " of the mail is not there any more");
        } catch (MimeException e) {
            mail.close();
            throw new IOException("part " + part.path() + " of the mail can't be read: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            mail.close();
            throw e;
        }
    }

    /** Takes apart only what stands around the part. */
    private static final class Seeking {
        private final Part part;
        private final Set<Part> ancestors;
        private boolean found;

        Seeking(Part part, Set<Part> ancestors) {
            this.part = part;
            this.ancestors = ancestors;
        }

        Descriptor entity(String path, byte[] header) {
            found = path.equals(part.path());
            return ancestors.stream()
                    .filter(around -> around.path().equals(path))
                    .findFirst()
                    .map(Part::descriptor)
                    .orElseGet(() -> new Descriptor(null, part.transferEncoding()));
        }
    }

    @Override
    public void close() throws IOException {
        mail.close();
    }
}
