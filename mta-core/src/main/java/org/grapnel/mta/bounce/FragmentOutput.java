package org.grapnel.mta.bounce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Takes what a handler writes of the original, up to a bound. */
final class FragmentOutput extends OutputStream {
    private static final int MAX = 1 << 20;

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (content.size() + length > MAX) {
            throw new IOException("the part of a notice that shows the original is at most " + MAX + " bytes");
        }
        content.write(bytes, from, length);
    }

    /** The part with its header: a mail where there is a body, else header fields (RFC 6522 3 and 4). */
    NoticeLines part() {
        String text = content.toString(StandardCharsets.ISO_8859_1);
        NoticeLines part = new NoticeLines();
        part.line("Content-Type: " + (text.contains("\r\n\r\n") ? "message/rfc822" : "text/rfc822-headers"));
        part.line("");
        part.bytes(content.toByteArray());
        part.line(""); // ends the handler's last line, or is the one that belongs to the boundary
        return part;
    }
}
