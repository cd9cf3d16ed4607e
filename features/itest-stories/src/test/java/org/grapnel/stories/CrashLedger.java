package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.grapnel.stories.CrashNotice.Action;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivedMail;

/**
 * What clients were told, against what the next hops got. Every recipient of an acknowledged mail has one end: it was delivered, or its
 * sender got one notice of failure. What comes more than once was in flight at a kill, and is counted. A mail of which nobody knows whether
 * it was taken has an end for all of its recipients, or for none.
 */
final class CrashLedger {
    /** One pump's mails of one round: all go to the same recipients. */
    private record Sent(PumpReport report, List<String> recipients, boolean successAsked) {}

    /** What the next hops got for one recipient of one mail. */
    private static final class Got {
        private final List<ReceivedMail> deliveries = new ArrayList<>(1);
        private final Map<Action, Set<String>> notices = new EnumMap<>(Action.class);

        int notices(Action action) {
            return notices.getOrDefault(action, Set.of()).size();
        }

        boolean ended() {
            return !deliveries.isEmpty() || notices(Action.FAILED) > 0;
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final CrashProof proof = new CrashProof();
    private final Map<Action, Integer> told = new EnumMap<>(Action.class);
    private long owed;
    private long uncertain;
    private long delivered;

    CrashProof proof() {
        return proof;
    }

    void book(PumpReport report, boolean successAsked, List<String> recipients) {
        sent.add(new Sent(report, recipients, successAsked));
        owed += (long) report.acknowledged().size() * recipients.size();
        uncertain += report.uncertain().size();
    }

    /**
     * Closes the books of the rounds so far, when nothing is queued any more.
     *
     * @param mails those that were accepted
     * @param others contents that were refused
     */
    void close(List<ReceivedMail> mails, List<ReceivedMail> others) {
        proof.contents(mails);
        proof.contents(others);
        Map<String, Got> got = got(mails);
        Set<String> missing = new TreeSet<>();
        for (Sent one : sent) {
            for (String id : one.report.acknowledged()) {
                for (String recipient : one.recipients) {
                    Got what = got.remove(id + " " + recipient);
                    if (what == null || !what.ended()) {
                        missing.add(id + " " + recipient);
                    } else {
                        once(one, id + " " + recipient, what);
                    }
                }
            }
            one.report.uncertain().forEach(id -> allOrNothing(one, id, got));
        }
        assertThat(missing)
                .as("acknowledged, and neither delivered nor returned")
                .isEmpty();
        assertThat(got.keySet()).as("mails that nobody sent").isEmpty();
        sent.clear();
    }

    private void allOrNothing(Sent one, String id, Map<String, Got> got) {
        int parts = 0;
        for (String recipient : one.recipients) {
            Got what = got.remove(id + " " + recipient);
            if (what != null && what.ended()) {
                parts++;
                once(one, id + " " + recipient, what);
            }
        }
        assertThat(parts)
                .as("%s was taken for %d of its %d recipients", id, parts, one.recipients.size())
                .isIn(0, one.recipients.size());
    }

    /** One end, and nobody is told twice. */
    private void once(Sent one, String what, Got got) {
        for (Action action : Action.values()) {
            assertThat(got.notices(action))
                    .as("notices that %s was %s", what, action)
                    .isLessThanOrEqualTo(1);
            told.merge(action, got.notices(action), Integer::sum);
        }
        boolean failed = got.notices(Action.FAILED) > 0;
        if (what.endsWith(" sink@receiver.test") || what.endsWith(" sink@large.test")) { // no command fails these
            assertThat(failed).as("%s was given up", what).isFalse();
        }
        if (one.successAsked && !failed) {
            assertThat(got.notices(Action.RELAYED))
                    .as("notices of success of %s", what)
                    .isOne();
        }
        proof.check(what, got.deliveries, failed);
        delivered += got.deliveries.size();
    }

    /** By id and recipient. The notices are mails, too: each comes once, but for copies in flight. */
    private Map<String, Got> got(List<ReceivedMail> mails) {
        Map<String, Got> got = new HashMap<>();
        Map<String, List<ReceivedMail>> copies = new TreeMap<>();
        for (ReceivedMail mail : mails) {
            if (CrashNotice.is(mail)) {
                for (CrashNotice said : CrashNotice.in(mail)) {
                    got.computeIfAbsent(said.mail() + " " + said.recipient(), key -> new Got())
                            .notices
                            .computeIfAbsent(said.action(), key -> new TreeSet<>())
                            .add(said.notice());
                }
                copies.computeIfAbsent(mail.header("Message-ID").orElseThrow(), key -> new ArrayList<>())
                        .add(mail);
            } else {
                String id = CrashNotice.idIn(mail);
                for (String recipient : mail.envelope().addresses()) {
                    got.computeIfAbsent(id + " " + recipient, key -> new Got())
                            .deliveries
                            .add(mail);
                }
            }
        }
        copies.forEach((notice, same) -> proof.check("notice " + notice, same, false));
        return got;
    }

    @Override
    public String toString() {
        return owed + " acknowledged recipients and " + uncertain + " uncertain mails, " + delivered
                + " recipients delivered, notices " + told + "; " + proof;
    }
}
