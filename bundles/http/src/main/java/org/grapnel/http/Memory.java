package org.grapnel.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What requests that are held in memory may take together. Safe for use by any thread. */
final class Memory {
    private static final int KB = 1024;
    private static final long WAIT_SECONDS = 10;

    private final Semaphore free;
    private final int all;

    Memory(long bytes) {
        all = (int) Math.max(KB, Math.min(Integer.MAX_VALUE, bytes / KB));
        free = new Semaphore(all, true);
    }

    /** Part of the memory, for one request. */
    record Share(Memory memory, int kilobytes, long bytes) implements AutoCloseable {
        @Override
        public void close() {
            memory.free.release(kilobytes);
        }
    }

    /** Waits a while for so much. */
    Share take(long bytes) throws Problem {
        int kilobytes = (int) (bytes / KB) + 1;
        if (kilobytes > all) {
            throw new Problem(
                    413, "the request is larger than this server has memory for; send a whole mail instead of parts");
        }
        try {
            if (!free.tryAcquire(kilobytes, WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Problem(503, "too many large requests at a time, please try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "the server is shutting down");
        }
        return new Share(this, kilobytes, bytes);
    }
}
