package org.grapnel.launcher.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Cuts the answers of the instance into lines, each of bounded length. */
final class AnswerReader {
    static final int LONGEST_LINE = 4 * 1024 * 1024;

    private final InputStream in;

    /** {@code in} should be buffered. */
    AnswerReader(InputStream in) {
        this.in = in;
    }

    byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the instance closed the connection");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("the instance sent a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(b);
        }
        return line.toByteArray();
    }
}
