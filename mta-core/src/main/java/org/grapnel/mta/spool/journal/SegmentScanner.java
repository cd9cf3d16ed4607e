package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Walks the records of a segment in order, in large reads, over whatever damage lies between them. One thread. */
final class SegmentScanner {
    private static final int WINDOW = 2 * RecordHeader.MAX_PAYLOAD;

    private final SegmentFile file;
    private final int marker;
    private final long limit;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private final CRC32C crc = new CRC32C();
    private long windowStart;
    private long position;

    private long gapStart;
    private long offset;
    private @Nullable RecordHeader header;

    SegmentScanner(SegmentFile file, int marker, long start, long limit) {
        this.file = file;
        this.marker = marker;
        this.limit = limit;
        this.position = start;
        window.limit(0);
    }

    /** Goes to the next record with a valid header that ends before the limit; false if there is none. */
    boolean next() throws IOException {
        gapStart = position;
        for (long at = position; at + RecordHeader.BYTES <= limit; at++) {
            RecordHeader found = headerAt(at);
            if (found != null && at + found.size() <= limit) {
                header = found;
                offset = at;
                position = at + found.size();
                return true;
            }
        }
        offset = limit;
        position = limit;
        header = null;
        return false;
    }

    private @Nullable RecordHeader headerAt(long at) throws IOException {
        int index = load(at, RecordHeader.BYTES);
        return window.getInt(index) == marker ? RecordHeader.decode(marker, window, index, crc) : null;
    }

    /** Makes the bytes available; returns their index in the window. */
    private int load(long at, int length) throws IOException {
        if (at < windowStart || at + length > windowStart + window.limit()) {
            window.clear().limit((int) Math.min(WINDOW, limit - at));
            file.read(window, at);
            window.flip();
            windowStart = at;
            if (window.limit() < length) {
                throw new IOException(file.name() + ": ends at " + (at + window.limit()) + ", expected at least "
                        + (at + length) + " bytes");
            }
        }
        return (int) (at - windowStart);
    }

    RecordHeader header() {
        if (header == null) {
            throw new IllegalStateException("not at a record");
        }
        return header;
    }

    int offset() {
        return (int) offset;
    }

    /** Where the bytes before this record (or before the limit, after the last one) begin that are no record. */
    int gapStart() {
        return (int) gapStart;
    }

    boolean afterGap() {
        return gapStart < offset;
    }

    boolean payloadIntact() throws IOException {
        RecordHeader at = header();
        int index = load(offset + RecordHeader.BYTES, at.length());
        crc.reset();
        crc.update(window.array(), index, at.length());
        return (int) crc.getValue() == at.payloadCrc();
    }

    byte[] payload() throws IOException {
        byte[] bytes = new byte[header().length()];
        window.get(load(offset + RecordHeader.BYTES, bytes.length), bytes);
        return bytes;
    }
}
