package org.grapnel.testkit;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;

/**
 * Takes mail content off a connection in blocks: ended by CRLF.CRLF with dots unstuffed (RFC 5321 4.5.2), or counted (RFC
 * 3030). A bare LF or CR is content and ends nothing. Keeps at most {@code keep} bytes, counts all. Confined to one thread.
 */
final class ContentReader {
    private enum Place {
        INSIDE,
        CR,
        LINE_START,
        DOT,
        DOT_CR
    }

    private final BlockInput in;
    private final int keep;
    private final long limit;
    private byte[] kept = new byte[16 * 1024];
    private int keptLength;
    private long size;

    ContentReader(BlockInput in, int keep, long limit) {
        this.in = in;
        this.keep = keep;
        this.limit = limit;
    }

    void begin() {
        keptLength = 0;
        size = 0;
    }

    long size() {
        return size;
    }

    byte[] kept() {
        return Arrays.copyOf(kept, keptLength);
    }

    void readCounted(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (!in.hasBuffered()) in.fill();
            int chunk = (int) Math.min(left, in.end - in.position);
            take(in.buffer, in.position, chunk);
            in.position += chunk;
            left -= chunk;
        }
    }

    void readDotted() throws IOException {
        Place place = Place.LINE_START;
        while (true) {
            if (!in.hasBuffered()) in.fill();
            byte[] b = in.buffer;
            int end = in.end;
            int start = in.position; // first byte not yet taken
            for (int i = start; i < end; i++) {
                byte c = b[i];
                switch (place) {
                    case INSIDE -> {
                        while (c != '\r' && ++i < end) c = b[i];
                        if (i < end) place = Place.CR;
                    }
                    case CR -> place = c == '\n' ? Place.LINE_START : c == '\r' ? Place.CR : Place.INSIDE;
                    case LINE_START -> {
                        if (c == '.') {
                            take(b, start, i - start);
                            start = i + 1;
                            place = Place.DOT;
                        } else {
                            place = c == '\r' ? Place.CR : Place.INSIDE;
                        }
                    }
                    case DOT -> place = c == '\r' ? Place.DOT_CR : Place.INSIDE;
                    case DOT_CR -> {
                        if (c == '\n') {
                            in.position = i + 1;
                            return;
                        }
                        // the CR after the dot was held back, perhaps in the block before
                        if (i == start) take(CARRIAGE_RETURN, 0, 1);
                        place = c == '\r' ? Place.CR : Place.INSIDE;
                    }
                }
            }
            int held = place == Place.DOT_CR && start < end ? 1 : 0;
            take(b, start, end - start - held);
            in.position = end;
        }
    }

    private static final byte[] CARRIAGE_RETURN = {'\r'};

    private void take(byte[] from, int offset, int length) throws IOException {
        size += length;
        if (size > limit) throw new ProtocolException("content of more than " + limit + " bytes");
        int room = Math.min(length, keep - keptLength);
        if (room <= 0) return;
        if (keptLength + room > kept.length) kept = Arrays.copyOf(kept, Math.max(kept.length * 2, keptLength + room));
        System.arraycopy(from, offset, kept, keptLength, room);
        keptLength += room;
    }
}
