package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.grapnel.mta.spool.DamagedBodyException;

/**
 * Reads the chunks of a body by positional reads, and their checksums on the way: a body that fits the buffer is verified before its first
 * byte is given out, of a larger one the end of each chunk is withheld. One thread.
 */
final class JournalBodyStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final JournalReader reader;
    private final long body;
    private final List<Chunk> chunks;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer buffer;

    private int chunk = -1;
    private long position;
    /** Bytes of this chunk that are still on disk. */
    private int remaining;

    private int expectedCrc;
    private boolean closed;

    JournalBodyStream(JournalReader reader, long body, List<Chunk> chunks) {
        this.reader = reader;
        this.body = body;
        this.chunks = chunks;
        this.buffer = ByteBuffer.allocate(Math.min(BUFFER, chunks.get(0).recordSize()));
        buffer.limit(0);
    }

    /** Makes sure that the buffer has bytes; false at the end. */
    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("body " + body + ": the stream is closed");
        }
        while (!buffer.hasRemaining()) {
            if (remaining > 0) {
                load(0);
            } else if (chunk + 1 < chunks.size()) {
                begin(++chunk);
            } else {
                return false;
            }
        }
        return true;
    }

    private void begin(int number) throws IOException {
        Chunk next = chunks.get(number);
        position = next.offset();
        remaining = next.length();
        crc.reset();
        load(RecordHeader.BYTES);
    }

    private void load(int headerBytes) throws IOException {
        Chunk from = chunks.get(chunk);
        buffer.clear().limit(Math.min(buffer.capacity(), headerBytes + remaining));
        from.segment().file.read(buffer, position);
        if (buffer.hasRemaining()) {
            throw damaged(from);
        }
        position += buffer.limit();
        buffer.flip();
        if (headerBytes > 0) {
            RecordHeader header = RecordHeader.decode(from.segment().marker, buffer, 0, new CRC32C());
            if (header == null || header.id() != body || header.length() != from.length()) {
                throw damaged(from);
            }
            expectedCrc = header.payloadCrc();
            buffer.position(headerBytes);
        }
        crc.update(buffer.array(), buffer.position(), buffer.remaining());
        remaining -= buffer.remaining();
        if (remaining == 0 && (int) crc.getValue() != expectedCrc) {
            throw damaged(from);
        }
    }

    private DamagedBodyException damaged(Chunk at) {
        buffer.limit(0);
        reader.suspect(body);
        return new DamagedBodyException(at.segment() + ": body " + body + " at " + at.offset() + " is damaged");
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, buffer.remaining());
        buffer.get(target, start, taken);
        return taken;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long total = 0;
        while (fill()) {
            out.write(buffer.array(), buffer.position(), buffer.remaining());
            total += buffer.remaining();
            buffer.position(buffer.limit());
        }
        return total;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            chunks.forEach(held -> reader.release(held.segment()));
        }
    }
}
