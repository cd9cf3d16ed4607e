package org.grapnel.mta.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while which handler decided what: by session, transaction and message. Only answers that decide are noted, and faults; the
 * oldest subjects are forgotten first. Safe for use by any thread.
 */
public final class Trails {
    private static final int MAX_SUBJECTS = 20_000;
    private static final int MAX_DECISIONS = 200;

    /**
     * One decision.
     *
     * @param answer as its toString shows it, or what a fault counted as
     * @param took the time of the call
     */
    public record Decision(Instant time, String hook, Handler.Identity handler, String answer, Duration took) {}

    /** What is known of one subject. */
    private static final class Trail {
        private final Set<String> parents = new LinkedHashSet<>(2);
        private final List<Decision> decisions = new ArrayList<>(2);
    }

    private final Clock clock;
    private final Map<String, Trail> trails = new LinkedHashMap<>() { // guarded by this
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Trail> eldest) {
                    return size() > MAX_SUBJECTS;
                }
            };

    public Trails(Clock clock) {
        this.clock = clock;
    }

    /** Notes a decision for the most particular subject among the arguments of its call. */
    void note(Handler handler, String answer, long nanos, @Nullable Object... arguments) {
        Optional<String> subject = Optional.empty();
        Optional<String> parent = Optional.empty();
        for (Object given : arguments) {
            Object argument = given instanceof Optional<?> optional ? optional.orElse(null) : given;
            if (argument instanceof QueuedMessage message) {
                subject = Optional.of(message.id());
            } else if (argument instanceof Transaction transaction) {
                subject = subject.or(() -> Optional.of(transaction.id()));
                parent = Optional.of(transaction.session().id());
            } else if (argument instanceof Session session) {
                parent = parent.or(() -> Optional.of(session.id()));
            }
        }
        Optional<String> known = subject.isPresent() ? subject : parent;
        if (known.isEmpty()) {
            return;
        }
        Decision decision = new Decision(
                clock.instant(), handler.point().name(), handler.identity(), clipped(answer), Duration.ofNanos(nanos));
        synchronized (this) {
            Trail trail = trails.computeIfAbsent(known.get(), id -> new Trail());
            if (trail.decisions.size() < MAX_DECISIONS) {
                trail.decisions.add(decision);
            }
            parent.filter(id -> !id.equals(known.get())).ifPresent(trail.parents::add);
        }
    }

    /** Has the decisions about the parent count for the child, too: a message is made of a transaction. */
    public synchronized void link(String child, String parent) {
        if (trails.containsKey(parent)) {
            trails.computeIfAbsent(child, id -> new Trail()).parents.add(parent);
        }
    }

    /** All decisions about a session, transaction or message, in the order of time; empty when nothing is known. */
    public synchronized List<Decision> of(String id) {
        List<Decision> found = new ArrayList<>();
        collect(id, found, new LinkedHashSet<>());
        found.sort(java.util.Comparator.comparing(Decision::time));
        return found;
    }

    private void collect(String id, List<Decision> found, Set<String> seen) {
        Trail trail = trails.get(id);
        if (trail == null || !seen.add(id)) {
            return;
        }
        found.addAll(trail.decisions);
        trail.parents.forEach(parent -> collect(parent, found, seen));
    }

    private static String clipped(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
