package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.grapnel.testkit.ReceivedMail;

/**
 * Proves of each mail that a next hop got twice that its first delivery was in flight at a kill: nothing else came to an end over that connection
 * after it, for before that the removal of the first had to be on stable storage; and the kill came at once.
 */
final class CrashProof {
    /** From a next hop's reply to the force of what follows from it, on a machine that has other work. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final int outbound;
    private final NavigableSet<Instant> kills = new TreeSet<>();
    private int killsBefore;
    private long again;
    private long noticesAgain;
    private Duration longest = Duration.ZERO;

    /** @param outbound connections to one destination at once, at most */
    CrashProof(int outbound) {
        this.outbound = outbound;
    }

    void killed(Instant at) {
        kills.add(at);
    }

    /** All mails since the last check. */
    void check(List<ReceivedMail> mails) {
        Map<Integer, Integer> lastOf = new HashMap<>();
        mails.forEach(mail -> lastOf.merge(mail.connection(), mail.order(), Math::max));
        Map<String, List<ReceivedMail>> copies = new HashMap<>();
        Map<String, List<String>> notices = new HashMap<>();
        for (ReceivedMail mail : mails) {
            String identity = CrashLedger.id(mail);
            if (CrashLedger.isNotice(mail)) {
                String notice = mail.header("Message-ID").orElseThrow();
                List<String> about = notices.computeIfAbsent(identity, id -> new ArrayList<>());
                if (!about.contains(notice)) {
                    about.add(notice);
                }
                identity = notice;
            }
            for (String recipient : mail.envelope().addresses()) {
                copies.computeIfAbsent(identity + " " + recipient, key -> new ArrayList<>())
                        .add(mail);
            }
        }
        copies.values().forEach(same -> inFlight(same, lastOf));
        attemptsInFlight(notices);
    }

    private void inFlight(List<ReceivedMail> same, Map<Integer, Integer> lastOf) {
        same.sort(Comparator.comparingInt(ReceivedMail::order));
        for (ReceivedMail first : same.subList(0, same.size() - 1)) {
            assertThat(first.order())
                    .as("%s came again as %s, though others followed it over its connection", first, same)
                    .isEqualTo(lastOf.get(first.connection()));
            Instant kill = kills.ceiling(first.arrival());
            assertThat(kill)
                    .as("%s came again as %s, and no kill followed", first, same)
                    .isNotNull();
            Duration open = Duration.between(first.arrival(), kill);
            assertThat(open)
                    .as("from the arrival of %s, which came again, to the kill", first)
                    .isLessThan(AT_ONCE);
            longest = open.compareTo(longest) > 0 ? open : longest;
            again++;
        }
    }

    /** A refusal is no content that a connection could end with; but each connection has one attempt in flight, at most. */
    private void attemptsInFlight(Map<String, List<String>> notices) {
        long more =
                notices.values().stream().mapToLong(about -> about.size() - 1L).sum();
        assertThat(more)
                .as("second notices about one mail: its refusal was in flight at a kill, %s", notices)
                .isLessThanOrEqualTo((long) outbound * (kills.size() - killsBefore));
        killsBefore = kills.size();
        noticesAgain += more;
    }

    @Override
    public String toString() {
        return again + " deliveries and " + noticesAgain
                + " notices once more, each for an attempt in flight at a kill, the longest of them for "
                + longest.toMillis() + " ms";
    }
}
