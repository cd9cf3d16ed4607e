package org.grapnel.mta.queue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.MailMessage.Place;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;

/**
 * Changes messages while deliveries go on: each is withdrawn from the queue first, which fails where it is being delivered, and is
 * back in it when the change is on stable storage. For one thread.
 */
public final class Changing {
    private static final int AT_A_TIME = 500; // written together, so that they share the waits for the disk

    private final Queue queue;
    private final Spool spool;
    private final Hooks hooks;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Commit> removals = new LinkedHashMap<>();
    private int changed;
    private int busy;
    private int left;
    private final Set<Place> placesOfLeft = EnumSet.noneOf(Place.class);

    public Changing(Queue queue, Spool spool, Hooks live) {
        this.queue = queue;
        this.spool = spool;
        this.hooks = live;
    }

    /** Messages that are as the change says now. */
    public int changed() {
        return changed;
    }

    /** Those that were being delivered, or changed by somebody else. */
    public int busy() {
        return busy;
    }

    /** Those that the change does not concern: what it does was done already, or makes no sense where they are. */
    public int left() {
        return left;
    }

    /** Where {@link #left} are. */
    public Set<Place> placesOfLeft() {
        return placesOfLeft;
    }

    /** What became of the others, a line each. */
    public List<String> failures() {
        return failures;
    }

    /** A message whose change is on its way to the disk, and what it was before. */
    private record Pending(
            MailMessage message, Place place, MailMessage.State state, String domain, String binding, Commit commit) {
        void undo(Queue queue) {
            queue.change(message, () -> {
                message.state(state);
                message.readdress(domain, binding);
            });
        }
    }

    /**
     * Changes those that are in the queue and that the change applies to.
     *
     * @throws InterruptedException says how many were done; what was begun is brought to its end
     */
    public void run(List<MailMessage> messages, MessageChange change) throws InterruptedException {
        for (int from = 0; from < messages.size(); from += AT_A_TIME) {
            List<Pending> pending = new ArrayList<>();
            for (MailMessage message : messages.subList(from, Math.min(messages.size(), from + AT_A_TIME))) {
                begin(message, change).ifPresent(pending::add);
            }
            conclude(pending);
            awaitRemovals();
            if (Thread.interrupted()) {
                throw new InterruptedException(changed + " messages were done before the interruption");
            }
        }
    }

    private Optional<Pending> begin(MailMessage message, MessageChange change) {
        Place place = message.place();
        if (queue.message(message.number()).isEmpty()) {
            return Optional.empty();
        }
        if (!change.applies().test(message)) {
            left++;
            placesOfLeft.add(place);
            return Optional.empty();
        }
        if (!queue.withdraw(message)) {
            busy += queue.message(message.number()).isPresent() ? 1 : 0;
            return Optional.empty();
        }
        if (change.end().isPresent()) {
            end(message, change);
            return Optional.empty();
        }
        return edit(message, place, change);
    }

    private void end(MailMessage message, MessageChange change) {
        boolean ended = false;
        try {
            Optional<Commit> removal = change.end().orElseThrow().apply(message);
            ended = removal.isPresent();
            removal.ifPresent(commit -> removals.put(message.id(), commit));
        } catch (RuntimeException e) {
            failures.add(message.id() + ": " + e.getMessage());
        } finally {
            if (!ended && queue.message(message.number()).isPresent()) {
                queue.restore(message);
                failures.add(message.id() + ": not ended: what follows from it can't be stored now");
            }
        }
    }

    private Optional<Pending> edit(MailMessage message, Place place, MessageChange change) {
        Pending before =
                new Pending(message, place, message.state(), message.routingDomain(), message.binding(), NOT_WRITTEN);
        boolean edited = false;
        try {
            queue.change(message, () -> change.edit().accept(message));
            if (!change.kept()) {
                edited = true;
                changed++;
                queue.restore(message);
                return Optional.empty();
            }
            if (hooks.call(PreSwapOutMeta.POINT, message, Set.of(SwapFlag.CONTROL)) instanceof Verdict.Fail fail) {
                failures.add(message.id() + ": a handler of " + PreSwapOutMeta.POINT + " refused: " + fail.reason());
                return Optional.empty();
            }
            Commit commit = spool.update(message.number(), Metadata.write(message));
            edited = true;
            return Optional.of(new Pending(message, place, before.state(), before.domain(), before.binding(), commit));
        } catch (RuntimeException e) {
            failures.add(message.id() + ": " + e.getMessage());
            return Optional.empty();
        } finally {
            if (!edited) {
                before.undo(queue);
                queue.restore(message);
            }
        }
    }

    private void conclude(List<Pending> pending) throws InterruptedException {
        boolean interrupted = false;
        for (Pending each : pending) {
            try {
                if (!interrupted) {
                    each.commit().await();
                }
                changed++;
            } catch (SpoolException e) {
                each.undo(queue);
                failures.add(each.message().id() + ": " + e.getMessage());
            } catch (InterruptedException e) {
                interrupted = true; // the others are on their way, too
                changed++;
            }
            handBack(each);
        }
        if (interrupted) {
            throw new InterruptedException(changed + " messages were done before the interruption");
        }
    }

    /** Those have ended in any case; if the spool can't say so, a restart brings them back. */
    private void awaitRemovals() throws InterruptedException {
        for (Map.Entry<String, Commit> each : removals.entrySet()) {
            try {
                each.getValue().await();
                changed++;
            } catch (SpoolException e) {
                failures.add(each.getKey() + ": ended, but a restart brings it back: " + e.getMessage());
            }
        }
        removals.clear();
    }

    /** What was held is handed to the queue anew, with all who may take it; the others go back where they were. */
    private void handBack(Pending each) {
        if (each.place() == Place.HELD && !each.message().held()) {
            queue.enqueue(each.message());
        } else {
            queue.restore(each.message());
        }
    }

    private static final Commit NOT_WRITTEN = new Commit() {
        @Override
        public void await() {
            // nothing is on its way
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public void whenDone(java.util.function.Consumer<Optional<SpoolException>> action) {
            action.accept(Optional.empty());
        }
    };
}
