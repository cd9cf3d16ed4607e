package org.grapnel.mta.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.MailQueue;
import org.grapnel.mta.mail.MailMessage;

/** The queue of one destination. Safe for use by any thread; maintenance is the scheduler's. */
public final class DomainQueue implements Domain, MailQueue {
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<String, BindingQueue> bindings = new HashMap<>(2); // guarded by lock
    private final AtomicBoolean maintenancePlanned = new AtomicBoolean();
    private boolean closed; // guarded by lock
    private volatile long nextMaintenance = Long.MAX_VALUE;

    DomainQueue(String name) {
        this.name = name;
    }

    /** Runs with the lock on the sets of a binding. */
    <T> T locked(String binding, Function<BindingQueue, T> action) {
        lock.lock();
        try {
            return action.apply(bindings.computeIfAbsent(binding, BindingQueue::new));
        } finally {
            lock.unlock();
        }
    }

    /** Puts a message in its set; false when the queue was closed as empty and a new one must be made. */
    boolean add(MailMessage message, boolean due) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            BindingQueue queue = bindings.computeIfAbsent(message.binding(), BindingQueue::new);
            if (due) {
                queue.activate(message);
                if (queue.waiting() > 0) {
                    arrived.signalAll();
                }
            } else {
                queue.delay(message);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the head of the active set, waiting for one up to the time given; zero = not at all. */
    public Optional<MailMessage> take(Binding binding, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            BindingQueue queue = bindings.computeIfAbsent(binding.name(), BindingQueue::new);
            Optional<MailMessage> taken = queue.take();
            long left = wait.toNanos();
            queue.waiting(1);
            try {
                while (taken.isEmpty() && left > 0) {
                    left = arrived.awaitNanos(left);
                    taken = queue.take();
                }
            } finally {
                queue.waiting(-1);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** True when a connection could be of use: messages are due and nobody idle waits for them. */
    boolean wantsConnections(String binding, int most) {
        return locked(binding, queue -> queue.active() > 0 && queue.waiting() == 0 && queue.connections() < most);
    }

    /** Closes the queue for good when nothing is in it. */
    boolean closeIfEmpty() {
        lock.lock();
        try {
            closed = bindings.values().stream().allMatch(BindingQueue::isEmpty);
            return closed;
        } finally {
            lock.unlock();
        }
    }

    Collection<String> bindingNames() {
        lock.lock();
        try {
            return List.copyOf(bindings.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** When the first delayed message is due. */
    Optional<Instant> nextDue() {
        lock.lock();
        try {
            return bindings.values().stream()
                    .map(BindingQueue::nextDue)
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
        } finally {
            lock.unlock();
        }
    }

    /** All delayed messages become due at that time. */
    public int makeDue(Instant now) {
        lock.lock();
        try {
            int count = 0;
            for (BindingQueue queue : bindings.values()) {
                List<MailMessage> all = new ArrayList<>();
                for (Optional<MailMessage> next = queue.due(LAST); next.isPresent(); next = queue.due(LAST)) {
                    all.add(next.get());
                }
                for (MailMessage message : all) {
                    MailMessage.State state = message.state();
                    message.state(new MailMessage.State(
                            state.recipients(),
                            state.attempts(),
                            now.toEpochMilli(),
                            state.lastError(),
                            state.held(),
                            state.failure()));
                    queue.delay(message);
                }
                count += all.size();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    AtomicBoolean maintenancePlanned() {
        return maintenancePlanned;
    }

    long nextMaintenance() {
        return nextMaintenance;
    }

    void nextMaintenance(long millis) {
        nextMaintenance = millis;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Domain domain() {
        return this;
    }

    @Override
    public int active() {
        return sum(BindingQueue::active);
    }

    @Override
    public int delayed() {
        return sum(BindingQueue::delayed);
    }

    @Override
    public int connections() {
        return sum(BindingQueue::connections);
    }

    @Override
    public boolean suspended() {
        return false;
    }

    @Override
    public int active(Binding binding) {
        return locked(binding.name(), BindingQueue::active);
    }

    @Override
    public int delayed(Binding binding) {
        return locked(binding.name(), BindingQueue::delayed);
    }

    private int sum(ToIntFunction<BindingQueue> number) {
        lock.lock();
        try {
            return bindings.values().stream().mapToInt(number).sum();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
