package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file of a directory. Writes go through a channel that only the writer thread touches. Reads go through a few plain file handles:
 * an interrupt of a reader would close a shared channel for everybody, and does nothing to these.
 */
final class DirectoryFile implements SegmentFile {
    private static final int IDLE_READERS = 2;

    private final Path path;
    private final FileChannel channel;
    private final ConcurrentLinkedDeque<RandomAccessFile> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile boolean closed;

    DirectoryFile(Path path, OpenOption... how) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, how);
    }

    static DirectoryFile existing(Path path) throws IOException {
        return new DirectoryFile(path, StandardOpenOption.WRITE);
    }

    static DirectoryFile fresh(Path path) throws IOException {
        return new DirectoryFile(
                path,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW).toArray(OpenOption[]::new));
    }

    @Override
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        RandomAccessFile reader = borrow();
        int total = 0;
        try {
            reader.seek(position);
            while (target.hasRemaining()) {
                int n = reader.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
                if (n < 0) {
                    break;
                }
                target.position(target.position() + n);
                total += n;
            }
        } catch (IOException e) {
            reader.close();
            throw e;
        }
        giveBack(reader);
        return total;
    }

    private RandomAccessFile borrow() throws IOException {
        if (closed) {
            throw new IOException(path + ": closed");
        }
        RandomAccessFile reader = idle.poll();
        if (reader != null) {
            idleCount.decrementAndGet();
            return reader;
        }
        return new RandomAccessFile(path.toFile(), "r");
    }

    private void giveBack(RandomAccessFile reader) throws IOException {
        if (closed || idleCount.incrementAndGet() > IDLE_READERS) {
            idleCount.decrementAndGet();
            reader.close();
            return;
        }
        idle.push(reader);
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() throws IOException {
        for (RandomAccessFile reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeIdle();
        channel.close();
    }
}
