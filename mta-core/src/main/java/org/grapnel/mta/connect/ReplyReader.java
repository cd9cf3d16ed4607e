package org.grapnel.mta.connect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;

/** Parses replies out of blocks (RFC 5321 4.2.1), strictly and within bounds. Owned by the connection's thread. */
final class ReplyReader {
    private final Wire wire;
    private final int maxBytes;
    private final int maxLines;
    private final byte[] buffer;
    private int start;
    private int end;

    ReplyReader(Wire wire, int maxBytes, int maxLines) {
        this.wire = wire;
        this.maxBytes = maxBytes;
        this.maxLines = maxLines;
        this.buffer = new byte[maxBytes];
    }

    /** Bytes came that no command has asked for. */
    boolean hasSurplus() {
        return start < end;
    }

    /** RFC 3207 6: what was said in plain text after the reply to STARTTLS is not to be believed. */
    void discard() {
        start = 0;
        end = 0;
    }

    Reply read(long until) throws BrokenConnectionException {
        List<String> lines = new ArrayList<>(1);
        int code = 0;
        int bytes = 0;
        boolean more = true;
        while (more) {
            int lineFeed = lineFeed(until, bytes);
            int length = lineFeed - start;
            bytes += length + 1;
            int text = lineFeed > start && buffer[lineFeed - 1] == '\r' ? length - 1 : length; // LF alone is tolerated
            int thisCode = code(text);
            if (lines.isEmpty()) {
                code = thisCode;
            } else if (thisCode != code) {
                throw garbage("reply changes its code from " + code + " to " + thisCode);
            }
            more = text > 3 && buffer[start + 3] == '-';
            lines.add(text > 4 ? text(start + 4, text - 4) : "");
            if (lines.size() > maxLines) {
                throw garbage("reply of more than " + maxLines + " lines");
            }
            start = lineFeed + 1;
        }
        return Reply.fromServer(code, lines, bytes);
    }

    /** Index of the next line's end; reads on as needed. */
    private int lineFeed(long until, int bytesBefore) throws BrokenConnectionException {
        int at = start;
        while (true) {
            for (; at < end; at++) {
                if (at - start + bytesBefore >= maxBytes) {
                    throw tooLong();
                }
                if (buffer[at] == '\n') {
                    return at;
                }
            }
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                at -= start;
                start = 0;
            }
            if (end == buffer.length) {
                throw tooLong();
            }
            end += wire.read(buffer, end, buffer.length - end, until);
        }
    }

    private int code(int length) throws BrokenConnectionException {
        if (length < 3
                || !isDigit(0, '2', '5')
                || !isDigit(1, '0', '9')
                || !isDigit(2, '0', '9')
                || (length > 3 && buffer[start + 3] != ' ' && buffer[start + 3] != '-')) {
            throw garbage("not a reply: '" + CommandText.shown(text(start, Math.min(length, 80))) + "'");
        }
        return (buffer[start] - '0') * 100 + (buffer[start + 1] - '0') * 10 + buffer[start + 2] - '0';
    }

    private boolean isDigit(int offset, char from, char to) {
        byte b = buffer[start + offset];
        return b >= from && b <= to;
    }

    private String text(int offset, int length) {
        boolean plain = true;
        for (int i = offset; i < offset + length && plain; i++) {
            plain = buffer[i] >= ' ' && buffer[i] < 0x7f;
        }
        if (plain) {
            return new String(buffer, offset, length, StandardCharsets.ISO_8859_1);
        }
        String text = new String(buffer, offset, length, StandardCharsets.UTF_8); // RFC 6531 3.7.4.1
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '?' : (char) c));
        return clean.toString();
    }

    private BrokenConnectionException tooLong() {
        return garbage("reply of more than " + maxBytes + " bytes");
    }

    private static BrokenConnectionException garbage(String text) {
        return new BrokenConnectionException(Kind.PROTOCOL, text);
    }
}
