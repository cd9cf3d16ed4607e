package org.grapnel.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forwards what is appended to a file, line by line; our own one-line errors go to standard error. Confined to one thread. */
final class ConsoleTail {
    private static final int LONGEST_LINE = 64 * 1024;

    private final Path file;
    private final PrintStream out;
    private final PrintStream err;
    private final StringBuilder unfinished = new StringBuilder();
    private long position;

    private ConsoleTail(Path file, PrintStream out, PrintStream err, long position) {
        this.file = file;
        this.out = out;
        this.err = err;
        this.position = position;
    }

    /** Begins behind what the file holds now; it need not exist. */
    static ConsoleTail atEnd(Path file, PrintStream out, PrintStream err) throws IOException {
        return new ConsoleTail(file, out, err, Files.exists(file) ? Files.size(file) : 0);
    }

    /** Prints the complete lines that were added since the last call. */
    void forward() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
            while (channel.read(buffer.clear(), position) > 0) {
                position += buffer.position();
                // a character cut in two at the buffer's end would only look odd, the file has it right
                unfinished.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                printLines();
            }
        }
    }

    private void printLines() {
        int end = unfinished.indexOf("\n");
        while (end >= 0 || unfinished.length() > LONGEST_LINE) {
            String line = end >= 0 ? unfinished.substring(0, end) : unfinished.toString();
            (line.startsWith("grapnel: ") ? err : out).println(line);
            unfinished.delete(0, end >= 0 ? end + 1 : unfinished.length());
            end = unfinished.indexOf("\n");
        }
    }
}
