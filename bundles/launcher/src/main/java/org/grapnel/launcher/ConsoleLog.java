package org.grapnel.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * {@code log/console.log}: standard output and error of a daemon, bounded: a full file becomes {@code console.log.1}. Writers
 * come from any thread, hence the lock.
 */
final class ConsoleLog extends OutputStream {
    static final long LARGEST = 5_000_000;

    private final Path file;
    private final long largest;
    private OutputStream out;
    private long size;

    ConsoleLog(Path file, long largest) throws IOException {
        this.file = file;
        this.largest = largest;
        this.out = open();
        this.size = Files.size(file);
    }

    /** From now on {@code System.out} and {@code System.err} of this process go to the file. */
    static void takeOver(Path file) throws Refused {
        try {
            PrintStream stream = new PrintStream(new ConsoleLog(file, LARGEST), true, StandardCharsets.UTF_8);
            System.setOut(stream);
            System.setErr(stream);
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot start: cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Moves a file that is past the limit out of the way; before a start, when nobody writes it. */
    static void rollIfLarge(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > LARGEST) {
            Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (size + length > largest && size > 0) {
            out.close();
            Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
            out = open();
            size = 0;
        }
        out.write(bytes, offset, length);
        size += length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
