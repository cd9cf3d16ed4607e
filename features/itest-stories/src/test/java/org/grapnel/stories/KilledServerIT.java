package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A 250 is a promise, whatever becomes of the process that gave it. */
class KilledServerIT {
    private static final int MAILS = 3_000;
    private static final int SESSIONS = 20;
    private static final int KILLS = 2;
    private static final int OUTBOUND = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void every_acknowledged_mail_arrives_after_kill_9() throws IOException {
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup().countOnly());
        Instance grapnel = scene.start(Instance.setup()
                .routeAllTo(receiver)
                .set("retry_interval", "1s")
                .set("max_connections", Integer.toString(OUTBOUND)));
        MailPump pump = scene.start(MailPump.to(grapnel.smtp())
                .mails(MAILS)
                .size(10 * 1024)
                .sessions(SESSIONS)
                .perSecond(600)
                .patience(LIMIT));

        for (int kill = 1; kill <= KILLS; kill++) {
            pump.awaitAcknowledged(MAILS * kill / (KILLS + 1), LIMIT);
            grapnel.kill();
            grapnel.restart();
        }
        PumpReport sent = pump.await(LIMIT);
        // every acknowledged mail, not as many as were acknowledged: some may come twice
        Await.until(
                LIMIT,
                () -> sent.missingFrom(receiver.ids(Fate.ACCEPTED).keySet()).isEmpty(),
                () -> "lost: " + sent.missingFrom(receiver.ids(Fate.ACCEPTED).keySet()) + "; " + sent);
        Post.awaitQuiet(grapnel);

        Map<String, Integer> arrived = receiver.ids(Fate.ACCEPTED);
        int doubles = arrived.values().stream().mapToInt(times -> times - 1).sum();
        System.out.println("killed " + KILLS + " times: " + sent + "; " + doubles + " mails came twice");
        assertThat(sent.unsent()).isZero();
        assertThat(sent.refused()).isEmpty();
        assertThat(sent.acknowledged().size() + sent.uncertain().size()).isEqualTo(MAILS);
        assertThat(doubles).as("mails delivered again, in flight at a kill").isLessThanOrEqualTo(KILLS * OUTBOUND);
        Set<String> strangers = new TreeSet<>(arrived.keySet());
        strangers.removeAll(sent.acknowledged());
        strangers.removeAll(sent.uncertain());
        assertThat(strangers).as("mails nobody sent").isEmpty();
        assertThat(sent.uncertain()).as("mails in the sessions' hands").hasSizeLessThanOrEqualTo(KILLS * SESSIONS);
        assertThat(grapnel.stop()).isZero();
    }
}
