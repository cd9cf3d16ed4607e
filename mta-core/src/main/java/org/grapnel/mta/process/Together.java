package org.grapnel.mta.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does something with each of many things on several threads, and waits for the end. */
final class Together {
    private Together() {}

    /** Empties the queue: who is free takes the next. */
    static <T> void each(ExecutorService threads, Queue<T> things, Consumer<T> action) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            running.add(threads.submit(() -> {
                for (T next = things.poll(); next != null; next = things.poll()) {
                    action.accept(next);
                }
            }));
        }
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
