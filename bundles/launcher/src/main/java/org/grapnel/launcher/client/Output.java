package org.grapnel.launcher.client;

import java.io.PrintStream;

/**
 * Where the text of a command goes; sees to it that it ends with a line end, so that a prompt starts on a line of its own.
 * Confined to one thread.
 */
final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private boolean lineEnded = true;

    Output(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void out(String text) {
        print(out, text);
    }

    void err(String text) {
        print(err, text);
    }

    void endLine() {
        if (!lineEnded) {
            out.println();
            lineEnded = true;
        }
        out.flush();
        err.flush();
    }

    private void print(PrintStream stream, String text) {
        if (!text.isEmpty()) {
            stream.print(text);
            stream.flush();
            lineEnded = text.endsWith("\n");
        }
    }
}
