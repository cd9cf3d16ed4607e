package org.grapnel.mta.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.grapnel.mta.mail.MailMessage;

/** The sets of one Domain, by binding, and the lock that guards them. Held for moments, never over a handler's call or I/O. */
final class DomainSets {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, BindingQueue> bindings = new HashMap<>(2); // guarded by lock
    private final Census census;
    private boolean closed; // guarded by lock

    DomainSets(Census census) {
        this.census = census;
    }

    /** Runs with the lock on the sets of a binding. */
    <T> T locked(String binding, Function<BindingQueue, T> action) {
        lock.lock();
        try {
            return action.apply(queue(binding));
        } finally {
            lock.unlock();
        }
    }

    /** The same, where nothing is asked. */
    void change(String binding, Consumer<BindingQueue> action) {
        locked(binding, queue -> {
            action.accept(queue);
            return queue;
        });
    }

    private BindingQueue queue(String binding) {
        return bindings.computeIfAbsent(binding, name -> new BindingQueue(census, lock.newCondition()));
    }

    /** Puts a message in its set, a due one as offered to handlers; false when the queue was closed as empty and a new one must be made. */
    boolean add(MailMessage message, boolean due) {
        return locked(message.binding(), queue -> {
            if (!closed && due) {
                queue.offer(message);
            } else if (!closed) {
                queue.delay(message);
            }
            return !closed;
        });
    }

    /** Moves what is due out of the delayed set, up to a number of messages; until {@link #settle} they count as offered to handlers. */
    List<MailMessage> offerDue(String binding, Instant now, int most) {
        return locked(binding, queue -> {
            List<MailMessage> found = queue.due(now, most);
            found.forEach(queue::offer);
            return found;
        });
    }

    /** What became of a message that was offered: a handler keeps it, or it joins the active set. */
    void settle(MailMessage message, boolean kept) {
        change(message.binding(), queue -> {
            if (kept) {
                queue.keptArrived(); // each connection asks the handler whether it is for its host
                queue.arrived().signalAll();
            } else if (queue.declined(message)) {
                queue.arrived().signal();
            }
        });
    }

    /**
     * Takes the head of the active set, waiting for one up to the time given (zero = not at all) or until a handler keeps a message.
     *
     * @param open false = nothing is given out now
     */
    Optional<MailMessage> take(String binding, Duration wait, BooleanSupplier open) throws InterruptedException {
        lock.lock();
        try {
            BindingQueue queue = queue(binding);
            Optional<MailMessage> taken = open.getAsBoolean() ? queue.take() : Optional.empty();
            long left = wait.toNanos();
            int arrivals = queue.keptArrivals();
            queue.waiting(1);
            try {
                while (taken.isEmpty() && left > 0 && open.getAsBoolean() && queue.keptArrivals() == arrivals) {
                    left = queue.arrived().awaitNanos(left);
                    taken = open.getAsBoolean() ? queue.take() : Optional.empty();
                }
            } finally {
                queue.waiting(-1);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Has all who wait look again. */
    void wake() {
        lock.lock();
        try {
            bindings.values().forEach(queue -> queue.arrived().signalAll());
        } finally {
            lock.unlock();
        }
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

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    Collection<String> names() {
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
            Optional<Instant> first = Optional.empty();
            for (BindingQueue each : bindings.values()) {
                Optional<Instant> next = each.nextDue();
                first = first.isEmpty() || next.filter(first.get()::isAfter).isPresent() ? next : first;
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    int sum(ToIntFunction<BindingQueue> number) {
        lock.lock();
        try {
            int sum = 0;
            for (BindingQueue each : bindings.values()) {
                sum += number.applyAsInt(each);
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }
}
