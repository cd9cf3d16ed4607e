package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivedMail;

/**
 * What clients were told, against what the next hops got. Every recipient of an acknowledged mail has one end: it was delivered, or its
 * sender got a notice. A mail of which nobody knows whether it was taken has an end for all of its recipients, or for none.
 */
final class CrashLedger {
    private static final Pattern ID = Pattern.compile(MailPump.ID_HEADER + ": (\\S+)");

    /** One pump's mails of one round: all go to the same recipients. */
    private record Sent(PumpReport report, List<String> recipients) {}

    private final List<Sent> sent = new ArrayList<>();
    private final CrashProof proof;
    private long owed;
    private long ended;

    CrashLedger(int outbound) {
        proof = new CrashProof(outbound);
    }

    /** From now on the process of the present round does nothing any more. */
    void killed(Instant at) {
        proof.killed(at);
    }

    void book(PumpReport report, String... recipients) {
        sent.add(new Sent(report, List.of(recipients)));
        owed += (long) report.acknowledged().size() * recipients.length;
    }

    /** Ids and recipients that have no end yet. */
    Set<String> missing(List<ReceivedMail> mails) {
        Map<String, Integer> ends = ends(mails);
        Set<String> missing = new TreeSet<>();
        for (Sent one : sent) {
            for (String id : one.report.acknowledged()) {
                for (String recipient : one.recipients) {
                    if (!ends.containsKey(id + " " + recipient)) {
                        missing.add(id + " " + recipient);
                    }
                }
            }
        }
        return missing;
    }

    /** Closes the books of the rounds so far, when nothing is queued any more. */
    void close(List<ReceivedMail> mails) {
        assertThat(missing(mails))
                .as("acknowledged, and neither delivered nor returned")
                .isEmpty();
        Map<String, Integer> ends = ends(mails);
        ended += ends.size();
        proof.check(mails);
        for (Sent one : sent) {
            for (String id : one.report.uncertain()) {
                long parts = one.recipients.stream()
                        .filter(recipient -> ends.containsKey(id + " " + recipient))
                        .count();
                assertThat(parts)
                        .as("%s was taken for %d of its %d recipients", id, parts, one.recipients.size())
                        .isIn(0L, (long) one.recipients.size());
                one.recipients.forEach(recipient -> ends.remove(id + " " + recipient));
            }
            for (String id : one.report.acknowledged()) {
                one.recipients.forEach(recipient -> ends.remove(id + " " + recipient));
            }
        }
        assertThat(ends.keySet()).as("mails that nobody sent").isEmpty();
        sent.clear();
    }

    /** How often each recipient of each mail came to an end. */
    private static Map<String, Integer> ends(List<ReceivedMail> mails) {
        Map<String, Integer> ends = new HashMap<>();
        for (ReceivedMail mail : mails) {
            String id = id(mail);
            List<String> recipients = isNotice(mail)
                    ? List.of(KilledAtRandomIT.REFUSED)
                    : mail.envelope().addresses();
            recipients.forEach(recipient -> ends.merge(id + " " + recipient, 1, Integer::sum));
        }
        return ends;
    }

    /** The pump's id of the mail, or of the one that a notice is about. */
    static String id(ReceivedMail mail) {
        Matcher id = ID.matcher(mail.text());
        assertThat(id.find()).as("no id in %s", mail).isTrue();
        return id.group(1);
    }

    static boolean isNotice(ReceivedMail mail) {
        return mail.header(MailPump.ID_HEADER).isEmpty();
    }

    @Override
    public String toString() {
        return owed + " acknowledged recipients, " + ended + " ended; " + proof;
    }
}
