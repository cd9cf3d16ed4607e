package org.grapnel.mta.spool.journal;

/** Where one chunk of a body is: its record starts at {@code offset} and has {@code length} bytes of payload. */
record Chunk(Segment segment, int offset, int length) {
    int recordSize() {
        return RecordHeader.BYTES + length;
    }

    boolean isAt(Segment there, int thereOffset) {
        return segment == there && offset == thereOffset;
    }
}
