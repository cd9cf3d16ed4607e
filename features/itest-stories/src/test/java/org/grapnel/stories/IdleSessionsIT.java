package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many sessions that do nothing, on a small heap, while mail flows. 1,000 on 96 MB in every build; the full measure, 5,000 on 512 MB, with
 * {@code -Dit.test=IdleSessionsIT -Dgrapnel.idle.sessions=5000}.
 */
class IdleSessionsIT {
    private static final int SESSIONS = Integer.getInteger("grapnel.idle.sessions", 1_000);
    private static final int MAILS = 500;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void idle_sessions_are_held_while_mail_flows_and_slow_senders_end_at_their_deadline() throws Exception {
        String heap = SESSIONS > 1_000 ? "512m" : "96m";
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup().countOnly());
        Instance grapnel = scene.start(Instance.setup()
                .routeAllTo(receiver)
                .environment("GRAPNEL_JAVA_OPTS", "-Xmx" + heap + " " + System.getProperty("grapnel.idle.java", ""))
                .set("max_sessions", Integer.toString(SESSIONS + 50))
                .set("data_timeout", "3s"));
        for (int i = 0; i < SESSIONS; i++) {
            scene.closing(SmtpProbe.greeted(grapnel.smtp()));
        }

        PumpReport sent = MailPump.to(grapnel.smtp())
                .mails(MAILS)
                .sessions(10)
                .perConnection(10)
                .run(LIMIT);
        receiver.awaitMails(MAILS, LIMIT);
        drip(grapnel);

        System.out.println(SESSIONS + " idle sessions on -Xmx" + heap + ": " + status(grapnel, "Threads") + " threads, "
                + status(grapnel, "VmRSS") + " resident; mail meanwhile: " + sent);
        assertThat(sent.acknowledged()).hasSize(MAILS);
        assertThat(sent.earlyEnds()).isEmpty();
        Await.until(
                LIMIT,
                () -> grapnel.ask("smtp:sessions").size() == SESSIONS,
                () -> grapnel.ask("smtp:sessions").size() + " sessions are open");
        assertThat(grapnel.stderr()).doesNotContain("OutOfMemoryError");
        assertThat(grapnel.log()).doesNotContain("OutOfMemoryError");
    }

    /** Content byte by byte: each comes in time, the whole does not. */
    private static void drip(Instance grapnel) throws IOException {
        try (SmtpProbe slow = SmtpProbe.greeted(grapnel.smtp())) {
            slow.command("MAIL FROM:<s@a.test>").expect(250);
            slow.command("RCPT TO:<x@b.test>").expect(250);
            slow.command("DATA").expect(354);
            Thread dripping = new Thread(() -> dripInto(slow), "slow sender");
            dripping.setDaemon(true);
            dripping.start();
            slow.reply().expect(421);
            slow.awaitClosed();
            dripping.interrupt();
        }
    }

    private static void dripInto(SmtpProbe slow) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                slow.raw("x".getBytes(StandardCharsets.US_ASCII));
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt(); // the server has closed, as it should
        }
    }

    private static String status(Instance grapnel, String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(grapnel.pid()), "status"));
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("?");
    }
}
