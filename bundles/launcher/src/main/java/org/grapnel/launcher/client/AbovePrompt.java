package org.grapnel.launcher.client;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.reader.LineReader;

/** Shows each complete line above the prompt, where it does not disturb what is being typed. Any thread may write. */
final class AbovePrompt extends OutputStream {
    private final LineReader reader;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    AbovePrompt(LineReader reader) {
        this.reader = reader;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            reader.printAbove(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(b);
        }
    }
}
