package org.grapnel.sample.eventlog;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The file and its predecessors: {@code events.jsonl}, {@code events.jsonl.1} … in the order of their age.
 *
 * <p>Before each write it looks whether the name still means the file that is open: another process may have moved it away,
 * and during an upgrade the other version of this bundle writes, and rotates, the same file.
 *
 * <p>THREADS: confined to the writer thread.
 */
final class EventFile implements Closeable {
    private final Settings settings;
    private Optional<FileChannel> channel = Optional.empty();
    private Optional<Object> key = Optional.empty();

    EventFile(Settings settings) {
        this.settings = settings;
    }

    boolean isOf(Settings other) {
        return settings.equals(other);
    }

    /** Appends whole lines, with as few writes as the largest size allows; a line alone may be larger. */
    void append(List<byte[]> lines) throws IOException {
        if (channel.isPresent() && moved()) {
            close();
        }
        if (channel.isEmpty()) {
            open();
        }
        long size = channel.orElseThrow().size();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            if (size > 0 && size + line.length > settings.maxSize()) {
                write(pending);
                close();
                rotate();
                open();
                size = 0;
            }
            pending.writeBytes(line);
            size += line.length;
        }
        write(pending);
    }

    private void write(ByteArrayOutputStream pending) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(pending.toByteArray());
        pending.reset();
        while (buffer.hasRemaining()) {
            channel.orElseThrow().write(buffer);
        }
    }

    /** The next write opens the file anew. */
    @Override
    public void close() throws IOException {
        Optional<FileChannel> old = channel;
        channel = Optional.empty();
        if (old.isPresent()) {
            old.get().close();
        }
    }

    private void open() throws IOException {
        Files.createDirectories(Objects.requireNonNull(settings.path().getParent(), "checked by Settings"));
        channel = Optional.of(FileChannel.open(settings.path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        key = keyOf(settings.path());
    }

    private boolean moved() throws IOException {
        try {
            return !keyOf(settings.path()).equals(key);
        } catch (NoSuchFileException e) {
            return true; // the answer, not a fault
        }
    }

    /** Which file a name means; empty where the file system does not tell. */
    private static Optional<Object> keyOf(Path path) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    private void rotate() throws IOException {
        int oldest = settings.files() - 1;
        if (oldest == 0) {
            Files.deleteIfExists(settings.path());
            return;
        }
        for (int age = oldest; age >= 1; age--) {
            Path younger = age == 1 ? settings.path() : aged(age - 1);
            if (Files.exists(younger)) {
                Files.move(younger, aged(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path aged(int age) {
        return settings.path().resolveSibling(settings.path().getFileName() + "." + age);
    }
}
