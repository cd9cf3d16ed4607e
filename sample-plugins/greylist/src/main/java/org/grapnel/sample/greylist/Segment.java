package org.grapnel.sample.greylist;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/** One file of the journal: records of a fixed size, each with its CRC-32C. THREADS: one. */
final class Segment implements Closeable {
    private static final int PAYLOAD = 4 * Long.BYTES + Integer.BYTES;
    private static final int RECORD = PAYLOAD + Integer.BYTES;
    private static final int RECORDS_A_WRITE = 4096;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(RECORD * RECORDS_A_WRITE);

    private Segment(FileChannel channel) {
        this.channel = channel;
    }

    /** A record whose CRC does not fit. */
    static final class Damage extends Exception {
        private static final long serialVersionUID = 1;

        Damage(long position) {
            super("the record at byte " + position + " is damaged");
        }
    }

    static Segment create(Path file) throws IOException {
        return new Segment(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void append(Map<Key, Entry> changes) throws IOException {
        for (Map.Entry<Key, Entry> change : changes.entrySet()) {
            put(change.getKey(), change.getValue());
            if (buffer.remaining() < RECORD) {
                flush();
            }
        }
        flush();
    }

    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Gives all records in order and tells how many; a last one that was not written to its end is left out. */
    static long read(Path file, BiConsumer<Key, Entry> sink) throws IOException, Damage {
        long count = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), RECORD * RECORDS_A_WRITE)) {
            byte[] record = new byte[RECORD];
            while (in.readNBytes(record, 0, RECORD) == RECORD) {
                ByteBuffer from = ByteBuffer.wrap(record);
                if (from.getInt(PAYLOAD) != crc(record, 0)) {
                    throw new Damage(count * RECORD);
                }
                sink.accept(
                        new Key(from.getLong(), from.getLong()),
                        new Entry(from.getLong(), from.getLong(), from.getInt()));
                count++;
            }
        }
        return count;
    }

    private void put(Key key, Entry entry) {
        int start = buffer.position();
        buffer.putLong(key.high()).putLong(key.low());
        buffer.putLong(entry.first()).putLong(entry.last()).putInt(entry.count());
        buffer.putInt(crc(buffer.array(), start));
    }

    private void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } finally {
            buffer.clear();
        }
    }

    private static int crc(byte[] bytes, int start) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, PAYLOAD);
        return (int) crc.getValue();
    }
}
