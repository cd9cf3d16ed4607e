package org.grapnel.mta.reception;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.grapnel.mta.mail.HeaderBlock;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Body;
import org.jspecify.annotations.Nullable;

/**
 * Takes a mail in: the header block apart from the body, which moves to a file when it outgrows the memory it may have. Belongs to one thread;
 * closing deletes the files.
 */
public final class Intake implements MailContent.BodyStore, AutoCloseable {
    /** Bodies up to this size stay in memory while they are received. */
    static final int IN_MEMORY = 1 << 20;
    /** A header block over this size is not a mail's. */
    static final int MAX_HEADER = 1 << 20;

    private final Path directory;
    private final long maxSize;
    private final List<Path> files = new ArrayList<>(0);
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(1024);
    private final Buffer body = new Buffer();
    private boolean inBody;
    private int lineStart;
    private byte lastByte;
    private boolean headerTooLarge;

    /** @param directory for files of large bodies; must exist */
    Intake(Path directory, long maxSize) {
        this.directory = directory;
        this.maxSize = maxSize;
    }

    /** Takes bytes of the mail in order. */
    public void write(byte[] bytes, int from, int length) throws IOException {
        int taken = inBody ? 0 : takeHeader(bytes, from, length);
        if (taken < length) {
            body.write(bytes, from + taken, length - taken);
        }
    }

    /** Lines of the header up to the empty one that ends it; returns how many bytes belonged there. */
    private int takeHeader(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != '\n') {
                continue;
            }
            int before = header.size() + i; // bytes of the block in front of this line feed
            boolean behindCr = (i > 0 ? bytes[from + i - 1] : lastByte) == '\r';
            if (before - lineStart == 1 && behindCr) { // an empty line: CR alone stands before the LF
                header.write(bytes, from, i + 1);
                inBody = true;
                return i + 1;
            }
            lineStart = before + 1;
        }
        if (length > 0) {
            lastByte = bytes[from + length - 1];
        }
        if (header.size() + length > MAX_HEADER) {
            headerTooLarge = true; // kept out of memory; the mail is refused when it has ended
            lineStart = 0;
            header.reset();
            return length;
        }
        header.write(bytes, from, length);
        return length;
    }

    /** True when the header block outgrew its bound: the mail must be refused. */
    boolean headerTooLarge() {
        return headerTooLarge;
    }

    /** What was taken in; nothing may be written after that. */
    MailContent content() throws IOException {
        byte[] block = header.toByteArray();
        int end = inBody ? block.length - 2 : block.length; // without the empty line
        return new MailContent(new HeaderBlock(java.util.Arrays.copyOf(block, end)), body.finish(), this);
    }

    @Override
    public Body keep(InputStream replacement) throws IOException {
        Buffer buffer = new Buffer();
        try {
            byte[] block = new byte[16 * 1024];
            long size = 0;
            for (int count = replacement.read(block); count >= 0; count = replacement.read(block)) {
                size += count;
                if (size > maxSize) {
                    throw new IOException(
                            "the replaced body is larger than " + maxSize + " bytes, the largest mail allowed");
                }
                buffer.write(block, 0, count);
            }
            return buffer.finish();
        } finally {
            buffer.abandon();
        }
    }

    @Override
    public void close() throws IOException {
        body.abandon();
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** A body that grows: in memory, then in a file. */
    private final class Buffer {
        private ByteArrayOutputStream memory = new ByteArrayOutputStream(16 * 1024);
        private @Nullable OutputStream file;
        private @Nullable Path path;

        void write(byte[] bytes, int from, int length) throws IOException {
            if (file == null && memory.size() + length > IN_MEMORY) {
                path = Files.createTempFile(directory, "intake-", ".tmp");
                files.add(path);
                file = Files.newOutputStream(path);
                memory.writeTo(file);
                memory = new ByteArrayOutputStream(0);
            }
            if (file == null) {
                memory.write(bytes, from, length);
            } else {
                file.write(bytes, from, length);
            }
        }

        Body finish() throws IOException {
            if (file == null || path == null) {
                return Bodies.inMemory(memory.toByteArray());
            }
            file.close();
            file = null;
            return Bodies.inFile(path);
        }

        void abandon() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
