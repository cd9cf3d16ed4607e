package org.grapnel.mta.spool.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 512 bytes of a segment, big-endian: magic, version, marker, number, and the trims: earlier segments that failed while they
 * were written and could not be cut, with the length up to which they count.
 */
record SegmentHeader(int version, int marker, long number, List<Trim> trims) {
    /** Of segment {@code number} only the first {@code length} bytes were ever on stable storage; the rest was refused. */
    record Trim(long number, long length) {}

    static final int BYTES = 512;
    static final int VERSION = 1;
    static final int MAX_TRIMS = 24;

    private static final long MAGIC = 0x4752504e4a524e4cL; // GRPNJRNL
    private static final int CRC_AT = BYTES - 4;

    ByteBuffer encode() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putInt(version)
                .putInt(marker)
                .putLong(number)
                .putInt(trims.size());
        trims.forEach(trim -> buffer.putLong(trim.number).putLong(trim.length));
        return buffer.putInt(CRC_AT, checksum(buffer)).clear();
    }

    static @Nullable SegmentHeader decode(ByteBuffer buffer) {
        if (buffer.limit() < BYTES || buffer.getLong(0) != MAGIC || buffer.getInt(CRC_AT) != checksum(buffer)) {
            return null;
        }
        int count = Math.min(buffer.getInt(24), MAX_TRIMS);
        List<Trim> trims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trims.add(new Trim(buffer.getLong(28 + 16 * i), buffer.getLong(36 + 16 * i)));
        }
        return new SegmentHeader(buffer.getInt(8), buffer.getInt(12), buffer.getLong(16), List.copyOf(trims));
    }

    private static int checksum(ByteBuffer buffer) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.array(), buffer.arrayOffset(), CRC_AT);
        return (int) crc.getValue();
    }
}
