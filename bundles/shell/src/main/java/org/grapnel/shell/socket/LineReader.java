package org.grapnel.shell.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lines of bounded length from a channel; for one thread. Reads the channel itself: the streams of {@code Channels} hold one
 * lock for both directions (JDK 17), so that a waiting read would hold up every write.
 */
final class LineReader {
    private final ReadableByteChannel in;
    private final int longest;
    private final byte[] buffer = new byte[8_192];
    private int position;
    private int end;

    LineReader(ReadableByteChannel in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** A line is longer than it may be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(int longest) {
            super("the request is longer than " + longest / 1024 + " KB");
        }
    }

    /** The next line without its end; empty at the end, where an unfinished line is dropped. */
    Optional<String> next() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        while (true) {
            if (position == end) {
                end = in.read(ByteBuffer.wrap(buffer));
                position = 0;
                if (end < 0) {
                    end = 0;
                    return Optional.empty();
                }
            }
            byte b = buffer[position++];
            if (b == '\n') {
                return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
            }
            if (length == longest) {
                throw new TooLong(longest);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(longest, length * 2));
            }
            line[length++] = b;
        }
    }
}
