package org.grapnel.mta.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.mail.Content;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Headers;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;

/** The content of a message as it lies in the spool. Header fields are read when first asked for. */
final class SpooledContent implements Content {
    private static final int MAX_HEADER = 2 << 20;

    private final Spool spool;
    private final long id;
    private final long size;

    SpooledContent(Spool spool, long id, long size) {
        this.spool = spool;
        this.id = id;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
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
            header(stream);
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
            return new HeaderBlock(header(stream));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("message " + Ids.text(id) + ": its header can't be read", e);
        }
    }

    /** Reads up to the empty line that ends the header, and leaves the stream behind it. */
    private static byte[] header(InputStream stream) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream(2048);
        int lineLength = 0;
        int before = 0;
        while (block.size() < MAX_HEADER) {
            int b = stream.read();
            if (b < 0) {
                break;
            }
            block.write(b);
            if (b != '\n') {
                lineLength++;
            } else if (lineLength == 1 && before == '\r') {
                return java.util.Arrays.copyOf(block.toByteArray(), block.size() - 2);
            } else {
                lineLength = 0;
            }
            before = b;
        }
        return block.toByteArray();
    }
}
