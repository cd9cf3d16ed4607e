package org.grapnel.mta.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be undone at the end, last thing first; one step that fails does not keep the others from running. */
final class Teardown {
    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    /** One thing to undo. */
    interface Step {
        void run() throws Exception;
    }

    void add(Step step) {
        steps.push(step);
    }

    void run() {
        boolean interrupted = false; // told only at the end: the steps to come must still be able to wait
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (InterruptedException e) {
                interrupted = true;
                LOG.warn("the shutdown is in a hurry: it was interrupted");
            } catch (Exception | LinkageError e) {
                LOG.error("a step of the shutdown failed: {}", e.toString(), e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
