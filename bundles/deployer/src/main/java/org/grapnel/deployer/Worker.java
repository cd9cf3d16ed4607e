package org.grapnel.deployer;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.grapnel.deployer.gate.DeployException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes anything: it looks four times a second, and does what commands ask in between. */
final class Worker {
    private static final long PERIOD_MILLIS = 250;
    private static final long PATIENCE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "grapnel-deployer");
        thread.setDaemon(true);
        return thread;
    });

    /** From now on looks again and again. */
    void repeat(Runnable look) {
        @SuppressWarnings("FutureReturnValueIgnored") // it only ends with the executor, and logs what it throws
        Object unused = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (RuntimeException e) {
                        LOG.error("a change could not be taken up; the next one is tried", e);
                    }
                },
                PERIOD_MILLIS,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Has something done and waits for it; who is interrupted no longer waits, and it is done all the same. */
    <T> T ask(Callable<T> work) throws DeployException {
        try {
            return executor.submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeployException known) {
                throw known;
            }
            throw new IllegalStateException("the deployer failed", e.getCause());
        } catch (RejectedExecutionException e) {
            throw DeployException.because("the deployer is stopping; try again when it is up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeployException.because("interrupted; it goes on, see deploy:history");
        }
    }

    void end() throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the deployer still waits for a plugin; it is left behind");
        }
    }
}
