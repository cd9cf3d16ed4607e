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

    /** Puts a message in its set, a due one as offered to handlers; false when the queue was closed as empty and a new one must be made. */
    boolean add(MailMessage message, boolean due) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            BindingQueue queue = bindings.computeIfAbsent(message.binding(), BindingQueue::new);
            if (due) {
                queue.offer(message);
            } else {
                queue.delay(message);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Moves what is due out of the delayed set; until {@link #settle} it counts as offered to handlers. */
    List<MailMessage> offerDue(String binding, Instant now) {
        return locked(binding, queue -> {
            List<MailMessage> found = new ArrayList<>();
            for (Optional<MailMessage> next = queue.due(now); next.isPresent(); next = queue.due(now)) {
                queue.offer(next.get());
                found.add(next.get());
            }
            return found;
        });
    }

    /** What became of a message that was offered: a handler keeps it, or it joins the active set. */
    void settle(MailMessage message, boolean kept) {
        lock.lock();
        try {
            BindingQueue queue = bindings.computeIfAbsent(message.binding(), BindingQueue::new);
            if (kept) {
                queue.keptArrived();
            }
            if ((kept || queue.declined(message)) && queue.waiting() > 0) {
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A message that was offered waits on after all; false when it is under way already. */
    boolean delayOffered(MailMessage message) {
        return locked(message.binding(), queue -> {
            boolean here = queue.claim(message);
            if (here) {
                queue.delay(message);
            }
            return here;
        });
    }

    /** The queue forgets a message that a handler owns now. */
    void forgetOffered(MailMessage message) {
        locked(message.binding(), queue -> queue.claim(message));
    }

    /** Takes a message that a handler chose; false when it is not due here, or under way already. */
    public boolean claim(Binding binding, MailMessage message) {
        return locked(binding.name(), queue -> queue.claim(message));
    }

    /** Messages that are due and that a handler keeps. */
    public int kept(Binding binding) {
        return locked(binding.name(), BindingQueue::kept);
    }

    /** Takes the head of the active set, if there is one. */
    public Optional<MailMessage> take(Binding binding) {
        return locked(binding.name(), BindingQueue::take);
    }

    /** Takes the head of the active set, waiting for one up to the time given (zero = not at all) or until a handler keeps a message. */
    public Optional<MailMessage> take(Binding binding, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            BindingQueue queue = bindings.computeIfAbsent(binding.name(), BindingQueue::new);
            Optional<MailMessage> taken = queue.take();
            long left = wait.toNanos();
            int arrivals = queue.keptArrivals();
            queue.waiting(1);
            try {
                while (taken.isEmpty() && left > 0 && queue.keptArrivals() == arrivals) {
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

    /** True when a connection could be of use: more messages are due than idle connections wait for them. */
    boolean wantsConnections(String binding, int most) {
        return locked(binding, queue -> queue.active() > queue.waiting() && queue.connections() < most);
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

    /** True when messages are due that no handler keeps. */
    boolean anyUnkept() {
        return sum(queue -> queue.active() - queue.kept()) > 0;
    }

    boolean closed() {
        lock.lock();
        try {
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
