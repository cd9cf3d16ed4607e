package org.grapnel.mta.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the engine's threads: daemons, named by what they do. */
final class Threads {
    private Threads() {}

    static ThreadFactory named(String prefix) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** As many as there are processors. */
    static ExecutorService readers() {
        return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), named("spool-reader"));
    }

    static List<ScheduledExecutorService> shards(int count) {
        List<ScheduledExecutorService> shards = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            shards.add(Executors.newSingleThreadScheduledExecutor(named("queue-shard-" + i)));
        }
        return shards;
    }
}
