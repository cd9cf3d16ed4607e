package org.grapnel.deployer.live;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.grapnel.hook.Rollout;

/** How a shadow's answers compare with those that count. Bounded. Safe for use by any thread. */
public final class Comparison implements Rollout.ShadowReport {
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    /** One answer that differs. */
    public record Disagreement(Instant time, String hook, String subject, String serving, String shadowed) {}

    /** Of one hook. */
    public record Count(long agreements, long disagreements) {}

    private final Clock clock;
    private final SortedMap<String, Count> counts = new TreeMap<>();
    private final Deque<Disagreement> last = new ArrayDeque<>();

    public Comparison(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void compared(String hook, String subject, String serving, String shadowed, boolean agree) {
        Count before = counts.getOrDefault(hook, new Count(0, 0));
        counts.put(hook, new Count(before.agreements + (agree ? 1 : 0), before.disagreements + (agree ? 0 : 1)));
        if (!agree) {
            if (last.size() == MOST) {
                last.removeFirst();
            }
            last.addLast(new Disagreement(clock.instant(), hook, cut(subject), cut(serving), cut(shadowed)));
        }
    }

    /** By hook. */
    public synchronized SortedMap<String, Count> counts() {
        return new TreeMap<>(counts);
    }

    /** The latest, oldest first. */
    public synchronized List<Disagreement> disagreements() {
        return new ArrayList<>(last);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
