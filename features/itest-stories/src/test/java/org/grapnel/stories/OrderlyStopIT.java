package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIGTERM while mail flows. */
class OrderlyStopIT {
    private static final int SESSIONS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void sessions_finish_their_mail_or_hear_421_and_all_mail_arrives_once() throws IOException {
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup().countOnly());
        Instance grapnel = scene.start(Instance.setup().routeAllTo(receiver));
        MailPump pump = scene.start(MailPump.to(grapnel.smtp())
                .endless()
                .size(10 * 1024)
                .sessions(SESSIONS)
                .perSecond(800)
                .patience(LIMIT));

        pump.awaitAcknowledged(800, LIMIT);
        int status = grapnel.stop();
        int atStop = pump.acknowledged();
        grapnel.restart();
        pump.awaitAcknowledged(atStop + 200, LIMIT);
        PumpReport sent = pump.stop(LIMIT);
        receiver.awaitMails(sent.acknowledged().size(), LIMIT);
        Post.awaitQuiet(grapnel);

        System.out.println("stopped under load: " + sent);
        assertThat(status).isZero();
        assertThat(sent.uncertain()).as("mails without a reply").isEmpty();
        assertThat(sent.refused()).isEmpty();
        assertThat(sent.earlyEnds().keySet()).as("how sessions ended").allMatch(how -> how.startsWith("421 "));
        Map<String, Integer> arrived = receiver.ids(Fate.ACCEPTED);
        assertThat(arrived.keySet()).containsAll(sent.acknowledged());
        assertThat(arrived.values()).as("how often each mail came").containsOnly(1);
    }

    @Test
    void an_idle_session_is_told_and_does_not_hold_up_the_stop() throws IOException {
        ReceivingServer receiver = scene.receiver();
        Instance grapnel = scene.start(Instance.setup().routeAllTo(receiver));
        try (SmtpProbe idle = SmtpProbe.greeted(grapnel.smtp())) {
            assertThat(grapnel.stop(Duration.ofSeconds(8))).isZero();

            idle.reply().expect(421);
            idle.awaitClosed();
        }
    }

    @Test
    void a_session_in_the_middle_of_its_content_may_finish_it() throws Exception {
        ReceivingServer receiver = scene.receiver();
        Instance grapnel = scene.start(Instance.setup().routeAllTo(receiver));
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.command("MAIL FROM:<s@a.test>").expect(250);
            probe.command("RCPT TO:<x@b.test>").expect(250);
            probe.command("DATA").expect(354);
            Thread stopping = new Thread(grapnel::stop, "stop");
            stopping.start();
            Await.until(Post.LIMIT, () -> !accepts(grapnel), () -> "still accepts connections");

            probe.content("Subject: last one\n\nstill in time\n").expect(250);
            probe.reply().expect(421);
            stopping.join(30_000);
        }
        grapnel.restart();
        receiver.awaitSubject("last one", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(receiver.count()).isEqualTo(1);
    }

    private static boolean accepts(Instance grapnel) {
        try (Socket socket = new Socket()) {
            socket.connect(grapnel.smtp(), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
