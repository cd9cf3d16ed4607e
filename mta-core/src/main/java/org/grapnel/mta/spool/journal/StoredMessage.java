package org.grapnel.mta.spool.journal;

/** Where the newest metadata record of a message is. Guarded by the {@link Ledger}'s lock; 56 bytes of heap. */
final class StoredMessage implements LongTable.Keyed {
    private final long id;
    final StoredBody body;
    Segment segment;
    int offset;
    int length;
    long lsn;
    /** The earliest segment that may hold a metadata record of this message. */
    long oldest;

    StoredMessage(long id, StoredBody body, Segment segment, int offset, int length, long lsn) {
        this.id = id;
        this.body = body;
        this.oldest = segment.number;
        this.segment = segment;
        this.offset = offset;
        this.length = length;
        this.lsn = lsn;
    }

    void moveTo(Segment newSegment, int newOffset, int newLength, long newLsn) {
        segment = newSegment;
        offset = newOffset;
        length = newLength;
        lsn = newLsn;
    }

    boolean isAt(Segment there, int thereOffset) {
        return segment == there && offset == thereOffset;
    }

    int recordSize() {
        return RecordHeader.BYTES + length;
    }

    @Override
    public long key() {
        return id;
    }
}
