package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.grapnel.testkit.ReceivedMail;

/**
 * Proves of an attempt that was followed by another that it was in flight at a kill. A receiver can know that: the final dot of the next mail,
 * and QUIT, are sent after what followed from the mail before them is on stable storage. So it was the last content of its connection, which the
 * client did not end; and the kill came at once. There is one such content of each connection at most.
 */
final class CrashProof {
    /** From a next hop's reply to the force of what follows from it, on a machine that has other work. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    /** A receiver may read later what was in its socket at the kill; no next run is up so soon. */
    private static final Duration READ_LATER = Duration.ofSeconds(1);

    private final NavigableSet<Instant> kills = new TreeSet<>();
    private final Set<Integer> ended = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> lastOf = new HashMap<>();
    private final Set<Integer> inFlight = new HashSet<>();
    private Duration longest = Duration.ZERO;

    /** From now on the process of the present run does nothing any more. */
    void killed(Instant at) {
        kills.add(at);
    }

    /** The client said QUIT. */
    void ended(int connection) {
        ended.add(connection);
    }

    /** All contents that came in since the last time, whatever was said to them. */
    void contents(List<ReceivedMail> mails) {
        mails.forEach(mail -> lastOf.merge(mail.connection(), mail.order(), Math::max));
    }

    /**
     * What came once and once more.
     *
     * @param attempts of what may come to one end only
     * @param settled whether it came to its end by other means after all of these
     */
    void check(String what, List<ReceivedMail> attempts, boolean settled) {
        List<ReceivedMail> inOrder = attempts.stream()
                .sorted(Comparator.comparingInt(ReceivedMail::order))
                .toList();
        inOrder.subList(0, settled ? inOrder.size() : Math.max(0, inOrder.size() - 1))
                .forEach(first -> check(what, first, attempts));
    }

    private void check(String what, ReceivedMail first, List<ReceivedMail> all) {
        String again = what + " was done with " + first + ", and yet there is more of it: " + all;
        assertThat(first.order())
                .as("the last content over that connection: %s", again)
                .isEqualTo(lastOf.get(first.connection()));
        assertThat(ended).as("connections ended in order: %s", again).doesNotContain(first.connection());
        Instant kill = kills.ceiling(first.arrival().minus(READ_LATER));
        assertThat(kill).as("a kill that followed: %s", again).isNotNull();
        Duration open = Duration.between(first.arrival(), kill);
        assertThat(open).as("from the arrival to the kill: %s", again).isLessThan(AT_ONCE);
        longest = open.compareTo(longest) > 0 ? open : longest;
        inFlight.add(first.order());
    }

    int attemptsInFlight() {
        return inFlight.size();
    }

    @Override
    public String toString() {
        return inFlight.size() + " attempts repeated that were in flight at one of " + kills.size()
                + " kills, the longest of them for " + longest.toMillis() + " ms";
    }
}
