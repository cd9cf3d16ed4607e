package org.grapnel.mta.spool.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One record on its way into the journal. Made by a caller, who also pays for the checksum; then owned by the writer thread. */
final class Draft {
    /** The writer draws the number. */
    static final long NEW = -1;

    final byte type;
    final byte flags;
    final long id;
    final List<ByteBuffer> payload;
    final int length;
    final int payloadCrc;
    long ref;
    long lsn;

    private @Nullable Segment segment;
    private int offset;

    private Draft(byte type, int flags, long id, long ref, List<ByteBuffer> payload, long lsn) {
        this.type = type;
        this.flags = (byte) flags;
        this.id = id;
        this.ref = ref;
        this.payload = payload;
        this.lsn = lsn;
        CRC32C crc = new CRC32C();
        int bytes = 0;
        for (ByteBuffer part : payload) {
            bytes += part.remaining();
            crc.update(part.array(), part.arrayOffset() + part.position(), part.remaining());
        }
        this.length = bytes;
        this.payloadCrc = (int) crc.getValue();
    }

    static Draft body(long body, int number, boolean last, boolean closes, List<ByteBuffer> payload) {
        int flags = (last ? RecordHeader.LAST_CHUNK : 0) | (closes ? RecordHeader.CLOSES_UNIT : 0);
        return new Draft(RecordHeader.BODY, flags, body, number, payload, NEW);
    }

    static Draft meta(long message, long body, boolean closes, byte[] metadata) {
        int flags = closes ? RecordHeader.CLOSES_UNIT : 0;
        return new Draft(RecordHeader.META, flags, message, body, List.of(ByteBuffer.wrap(metadata)), NEW);
    }

    static Draft remove(long message, boolean closes, long from, long to) {
        ByteBuffer range = ByteBuffer.allocate(RecordHeader.REMOVE_PAYLOAD)
                .putLong(from)
                .putLong(to)
                .flip();
        int flags = closes ? RecordHeader.CLOSES_UNIT : 0;
        return new Draft(RecordHeader.REMOVE, flags, message, 0, List.of(range), NEW);
    }

    /** The same record again, elsewhere: it keeps its number, and stands alone, for what it belonged to is complete. */
    static Draft copy(RecordHeader original, byte[] payload) {
        int flags = original.flags() | RecordHeader.CLOSES_UNIT;
        return new Draft(
                original.type(),
                flags,
                original.id(),
                original.ref(),
                List.of(ByteBuffer.wrap(payload)),
                original.lsn());
    }

    int size() {
        return RecordHeader.BYTES + length;
    }

    RecordHeader header(int forced) {
        return new RecordHeader(type, flags, length, payloadCrc, forced, lsn, id, ref);
    }

    void writtenAt(Segment newSegment, int newOffset) {
        segment = newSegment;
        offset = newOffset;
    }

    Segment segment() {
        if (segment == null) {
            throw new IllegalStateException("record of " + id + " is not written");
        }
        return segment;
    }

    int offset() {
        return offset;
    }
}
