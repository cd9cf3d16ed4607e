package org.grapnel.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a connection in blocks and cuts lines, replies and mail content out of them. Confined to one thread. */
final class BlockInput {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_LINES = 1_000;

    private final InputStream in;
    final byte[] buffer = new byte[LONGEST_LINE];
    int position;
    int end;

    BlockInput(InputStream in) {
        this.in = in;
    }

    boolean hasBuffered() {
        return position < end;
    }

    /** Reads one block, blocking; the end of the stream is an EOFException. */
    void fill() throws IOException {
        if (position == end) {
            position = 0;
            end = 0;
        } else if (end == buffer.length) {
            System.arraycopy(buffer, position, buffer, 0, end - position);
            end -= position;
            position = 0;
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) throw new EOFException("connection closed by the peer");
        end += count;
    }

    /** One line without its CRLF; any other line end is a fault of the peer (RFC 5321 2.3.8). */
    String line() throws IOException {
        int scanned = 0;
        while (true) {
            for (int i = position + scanned; i < end; i++) {
                if (buffer[i] == '\n') return cut(i);
            }
            scanned = end - position;
            if (scanned >= buffer.length) throw new ProtocolException("line of more than " + LONGEST_LINE + " bytes");
            fill();
        }
    }

    private String cut(int lineFeed) throws ProtocolException {
        int start = position;
        position = lineFeed + 1;
        boolean crlf = lineFeed > start && buffer[lineFeed - 1] == '\r';
        String text = new String(buffer, start, lineFeed - start - (crlf ? 1 : 0), StandardCharsets.UTF_8);
        if (!crlf) throw new ProtocolException("line ends with a bare LF: '" + text + "'");
        return text;
    }

    /** One reply of one or more lines (RFC 5321 4.2.1). */
    Reply reply() throws IOException {
        List<String> lines = new ArrayList<>(1);
        while (true) {
            String line = line();
            lines.add(line);
            boolean coded = line.length() >= 3 && line.substring(0, 3).chars().allMatch(c -> c >= '0' && c <= '9');
            if (!coded || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-'))
                throw new ProtocolException("not a reply line: '" + line + "'");
            if (!line.startsWith(lines.get(0).substring(0, 3)))
                throw new ProtocolException("code changes within a reply: " + lines);
            if (line.length() == 3 || line.charAt(3) == ' ')
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            if (lines.size() >= MOST_LINES) throw new ProtocolException("reply of more than " + MOST_LINES + " lines");
        }
    }
}
