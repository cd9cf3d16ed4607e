package org.grapnel.mta.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.mail.Content;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Headers;
import org.grapnel.hook.mail.MimePart;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;

/** The content of a message as it lies in the spool. Header fields are read when first asked for. */
final class SpooledContent implements Content {
    private final Spool spool;
    private final long id;
    private final long size;
    private final MimeReading mime;

    SpooledContent(Spool spool, long id, long size, MimeReading mime) {
        this.spool = spool;
        this.mime = mime;
        this.id = id;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public MimePart mime() throws IOException {
        return mime.of(read(), this::openBody);
    }

    @Override
    public InputStream open() throws IOException {
        try {
            return spool.body(id).open();
        } catch (SpoolException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public InputStream openBody() throws IOException {
        InputStream stream = open();
        try {
            HeaderBlock.take(stream);
            return stream;
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    @Override
    public Headers headers() {
        return new Headers() {
            private final HeaderBlock block = read();

            @Override
            public List<Header> all() {
                return block.all();
            }

            @Override
            public Optional<String> first(String name) {
                return block.first(name);
            }

            @Override
            public List<String> all(String name) {
                return block.all(name);
            }
        };
    }

    private HeaderBlock read() {
        try (InputStream stream = open()) {
            return new HeaderBlock(HeaderBlock.take(stream));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("message " + Ids.text(id) + ": its header can't be read", e);
        }
    }
}
