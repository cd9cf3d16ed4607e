package org.grapnel.mta.queue;

import java.time.Duration;
import java.util.function.Supplier;
import org.grapnel.hook.mail.Binding;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.queue.shaping.Shaping;

/** What shaping needs of the queue. */
record ShapingInQueue(Queue queue, Scheduler scheduler, Supplier<Settings> settings) implements Shaping.Surroundings {
    @Override
    public void later(Duration wait, Runnable task) {
        scheduler.later(wait, task);
    }

    /** A Domain without messages has nothing to do. */
    @Override
    public void wake(String domain) {
        queue.domain(domain).ifPresent(scheduler::soon);
    }

    @Override
    public Binding binding(String name) {
        return ConfiguredBinding.of(settings.get(), name);
    }
}
