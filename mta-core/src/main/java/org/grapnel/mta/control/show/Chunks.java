package org.grapnel.mta.control.show;

import java.util.function.Consumer;

/** Gathers lines into chunks, so that the caller's socket sees few writes. */
final class Chunks {
    private final Consumer<String> sink;
    private final int size;
    private final StringBuilder held = new StringBuilder();

    Chunks(Consumer<String> sink, int size) {
        this.sink = sink;
        this.size = size;
    }

    void line(String line) {
        held.append(line).append('\n');
        if (held.length() >= size) {
            flush();
        }
    }

    void flush() {
        if (held.length() > 0) {
            sink.accept(held.toString());
            held.setLength(0);
        }
    }
}
