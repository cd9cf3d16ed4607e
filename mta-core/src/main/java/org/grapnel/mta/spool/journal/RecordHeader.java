package org.grapnel.mta.spool.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.grapnel.mta.spool.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The 48 bytes before the payload of each record, big-endian.
 *
 * <pre>
 *  0 marker      int   drawn at random for each segment: no mail can contain a forged record
 *  4 header CRC  int   CRC-32C of bytes 0–3 and 8–47
 *  8 type        byte  {@link #BODY}, {@link #META}, {@link #REMOVE}
 *  9 flags       byte  {@link #CLOSES_UNIT}, {@link #LAST_CHUNK}
 * 10 zero        short
 * 12 length      int   of the payload
 * 16 payload CRC int   CRC-32C of the payload; its caller computed it
 * 20 forced      int   bytes of this segment that were on stable storage when the record was written
 * 24 lsn         long  ascending in the order of writing; a copy keeps the one of its original
 * 32 id          long  BODY: body; META, REMOVE: message
 * 40 ref         long  BODY: number of the chunk; META: body
 * </pre>
 */
record RecordHeader(byte type, byte flags, int length, int payloadCrc, int forced, long lsn, long id, long ref) {
    static final int BYTES = 48;
    /** The largest payload: of a chunk of a body, or the metadata of one message. */
    static final int MAX_PAYLOAD = 1 << 20;

    /** The payload of a remove record: the numbers of the first and the last segment that it guards against. */
    static final int REMOVE_PAYLOAD = 2 * Long.BYTES;

    static final byte BODY = 1;
    static final byte META = 2;
    static final byte REMOVE = 3;

    /** The last record of what must be there as a whole or not at all. */
    static final byte CLOSES_UNIT = 1;
    /** The body ends with this chunk. */
    static final byte LAST_CHUNK = 2;

    private static final int CRC_AT = 4;
    private static final int CRC_FROM = 8;

    boolean closesUnit() {
        return (flags & CLOSES_UNIT) != 0;
    }

    boolean lastChunk() {
        return (flags & LAST_CHUNK) != 0;
    }

    /** What the record holds, in a few words. */
    String says() {
        return switch (type) {
            case BODY -> "chunk " + ref + " of body " + id;
            case META -> "the metadata of message " + MessageId.text(id);
            default -> "the removal of message " + MessageId.text(id);
        };
    }

    /** Bytes of the record on disk. */
    int size() {
        return BYTES + length;
    }

    /** Writes the header to the start of the heap buffer. */
    void encode(int marker, ByteBuffer buffer, CRC32C crc) {
        buffer.clear()
                .putInt(marker)
                .putInt(0)
                .put(type)
                .put(flags)
                .putShort((short) 0)
                .putInt(length)
                .putInt(payloadCrc)
                .putInt(forced)
                .putLong(lsn)
                .putLong(id)
                .putLong(ref)
                .flip();
        buffer.putInt(CRC_AT, checksum(buffer, 0, crc));
    }

    /** The header at {@code at} of the heap buffer, or null if there is none of this segment. */
    static @Nullable RecordHeader decode(int marker, ByteBuffer buffer, int at, CRC32C crc) {
        if (buffer.getInt(at) != marker || buffer.getInt(at + CRC_AT) != checksum(buffer, at, crc)) {
            return null;
        }
        RecordHeader header = new RecordHeader(
                buffer.get(at + 8),
                buffer.get(at + 9),
                buffer.getInt(at + 12),
                buffer.getInt(at + 16),
                buffer.getInt(at + 20),
                buffer.getLong(at + 24),
                buffer.getLong(at + 32),
                buffer.getLong(at + 40));
        boolean sane =
                header.type >= BODY && header.type <= REMOVE && header.length >= 0 && header.length <= MAX_PAYLOAD;
        return sane && (header.type != REMOVE || header.length == REMOVE_PAYLOAD) ? header : null;
    }

    private static int checksum(ByteBuffer buffer, int at, CRC32C crc) {
        crc.reset();
        int base = buffer.arrayOffset() + at;
        crc.update(buffer.array(), base, CRC_AT);
        crc.update(buffer.array(), base + CRC_FROM, BYTES - CRC_FROM);
        return (int) crc.getValue();
    }
}
