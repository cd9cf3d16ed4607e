package org.grapnel.hook.control;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The output that a face gives to the control service. */
final class HandedOn implements CommandOutput {
    private final Consumer<String> out;
    private final Consumer<String> err;
    private final AtomicLong written = new AtomicLong();

    HandedOn(Consumer<String> out, Consumer<String> err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void out(String text) {
        written.addAndGet(text.length());
        out.accept(text);
    }

    @Override
    public void err(String text) {
        written.addAndGet(text.length());
        err.accept(text);
    }

    @Override
    public long written() {
        return written.get();
    }

    @Override
    public OptionalInt status() {
        return OptionalInt.empty();
    }
}
