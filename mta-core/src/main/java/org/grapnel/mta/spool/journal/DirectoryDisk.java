package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A journal's directory in the file system. */
final class DirectoryDisk implements Disk {
    private static final int COPY = 1 << 16;

    private final Path directory;
    private final FileStore store;

    DirectoryDisk(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.store = Files.getFileStore(directory);
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }

    @Override
    public SegmentFile create(String file) throws IOException {
        return DirectoryFile.fresh(directory.resolve(file));
    }

    @Override
    public SegmentFile open(String file) throws IOException {
        return DirectoryFile.existing(directory.resolve(file));
    }

    @Override
    public void delete(String file) throws IOException {
        Files.deleteIfExists(directory.resolve(file));
    }

    @Override
    public void syncDirectory() throws IOException {
        sync(directory);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void setAside(SegmentFile from, long start, long length, String as, String what) throws IOException {
        Path quarantine = Files.createDirectories(directory.resolve("quarantine"));
        Path target = quarantine.resolve(as);
        if (Files.exists(target)) {
            return;
        }
        Path partial = quarantine.resolve(as + ".part");
        try (FileChannel out = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long end = start + length;
            ByteBuffer buffer = ByteBuffer.allocate(COPY);
            for (long at = start; at < end; ) {
                buffer.clear().limit((int) Math.min(COPY, end - at));
                int n = from.read(buffer, at);
                if (n == 0) {
                    break;
                }
                at += n;
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        sync(quarantine);
    }

    @Override
    public long usableBytes() throws IOException {
        return store.getUsableSpace();
    }
}
