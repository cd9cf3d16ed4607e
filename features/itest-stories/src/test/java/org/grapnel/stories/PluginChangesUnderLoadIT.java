package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One run: a plugin comes, is upgraded and goes while thousands of mails pass. The tests look at its result. */
class PluginChangesUnderLoadIT {
    private static final int MAILS = 5_000;
    private static final int SESSIONS = 20;
    private static final String STAMP = "X-Grapnel-Stamp";
    private static final String FIRST = "header-stamp 0.1.0";
    private static final String SECOND = "header-stamp 0.2.0";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final Scene SCENE = new Scene();

    @TempDir
    static Path work;

    private static ReceivingServer receiver;
    private static Instance grapnel;
    private static PumpReport sent;

    /** The stamps of each mail, by its number. */
    private static final SortedMap<Long, List<String>> STAMPS = new TreeMap<>();

    /** Mails from here to there began and ended while one of the versions was hooked. */
    private static long stampedFrom;

    private static long stampedTo;

    /** Mails from here on began after the plugin had left. */
    private static long bareFrom;

    @BeforeAll
    static void run() throws IOException {
        receiver = SCENE.receiver();
        grapnel = SCENE.start(Instance.setup().routeAllTo(receiver));
        Path first = Plugins.headerStamp();
        Path second = PluginJar.reversioned(first, "0.2.0", work.resolve("second.jar"));
        // endless: on a loaded machine the changes take longer, and mail must flow through all of them
        MailPump pump = SCENE.start(MailPump.to(grapnel.smtp())
                .endless()
                .size(10 * 1024)
                .sessions(SESSIONS)
                .perSecond(600));
        pump.awaitAcknowledged(300, LIMIT);

        grapnel.deploy(first, "header-stamp.jar");
        awaitStamps(FIRST, 300);
        stampedFrom = pump.settled() + 2L * SESSIONS;
        grapnel.deploy(second, "header-stamp.jar");
        awaitStamps(SECOND, 300);
        stampedTo = pump.settled() - 2L * SESSIONS;
        grapnel.undeploy("header-stamp.jar");
        Await.until(
                LIMIT,
                () -> !grapnel.ask("hook:list --used").toString().contains("header-stamp"),
                () -> "still hooked: " + grapnel.ask("hook:list --used"));
        bareFrom = pump.settled() + 2L * SESSIONS;
        pump.awaitAcknowledged(Math.max(MAILS, pump.acknowledged() + 500), LIMIT);
        sent = pump.stop(LIMIT);
        receiver.awaitMails(sent.acknowledged().size(), LIMIT);
        Post.awaitQuiet(grapnel);
        for (ReceivedMail mail : receiver.mails()) {
            String id = mail.header(MailPump.ID_HEADER).orElseThrow();
            STAMPS.put(Long.parseLong(id.substring(id.lastIndexOf('-') + 1)), mail.headers(STAMP));
        }
        System.out.println("plugin changes under load: " + sent + "; " + stamped(FIRST) + " mails stamped by 0.1.0, "
                + stamped(SECOND) + " by 0.2.0");
    }

    private static void awaitStamps(String stamp, int number) {
        Await.until(
                LIMIT,
                () -> receiver.mails().stream()
                                .filter(mail -> mail.headers(STAMP).contains(stamp))
                                .limit(number)
                                .count()
                        == number,
                () -> "fewer than " + number + " mails with '" + stamp + "': " + grapnel.ask("deploy:list"));
    }

    private static long stamped(String stamp) {
        return STAMPS.values().stream().filter(List.of(stamp)::equals).count();
    }

    @Test
    void no_session_ends_early() {
        assertThat(sent.earlyEnds()).isEmpty();
        assertThat(sent.connections()).isEqualTo(SESSIONS);
    }

    @Test
    void no_mail_is_refused_lost_or_doubled() {
        assertThat(sent.acknowledged()).hasSizeGreaterThanOrEqualTo(MAILS);
        assertThat(sent.refused()).isEmpty();
        assertThat(sent.uncertain()).isEmpty();
        assertThat(sent.unsent()).isZero();
        assertThat(receiver.ids(Fate.ACCEPTED).keySet()).isEqualTo(sent.acknowledged());
        assertThat(receiver.ids(Fate.ACCEPTED).values()).containsOnly(1);
    }

    @Test
    void a_mail_has_the_stamp_of_one_version_at_most() {
        assertThat(STAMPS.values())
                .allMatch(
                        stamps -> stamps.isEmpty() || stamps.equals(List.of(FIRST)) || stamps.equals(List.of(SECOND)));
        assertThat(stamped(FIRST)).isGreaterThanOrEqualTo(300);
        assertThat(stamped(SECOND)).isGreaterThanOrEqualTo(300);
    }

    @Test
    void an_upgrade_lets_no_mail_pass_unstamped() {
        assertThat(stampedTo - stampedFrom).isPositive();
        assertThat(STAMPS.subMap(stampedFrom, stampedTo))
                .allSatisfy((number, stamps) ->
                        assertThat(stamps).as("stamps of mail %s", number).hasSize(1));
    }

    @Test
    void the_new_version_follows_the_old_one_and_never_the_other_way() {
        long lastOfFirst = last(FIRST);
        long firstOfSecond = STAMPS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(SECOND))
                .findFirst()
                .orElseThrow()
                .getKey();

        // sessions overlap by at most a mail each
        assertThat(lastOfFirst).isLessThan(firstOfSecond + 2L * SESSIONS);
    }

    private static long last(String stamp) {
        return STAMPS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(stamp))
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElseThrow();
    }

    @Test
    void mail_is_bare_again_after_the_plugin_has_left() {
        assertThat(STAMPS.tailMap(bareFrom)).isNotEmpty();
        assertThat(STAMPS.tailMap(bareFrom).values()).allMatch(List::isEmpty);
    }
}
