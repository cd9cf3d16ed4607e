package org.grapnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients and servers of other people's making against ours; each runs where its tool is installed. */
class SystemToolsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    @EnabledIf("org.grapnel.testkit.SmtpSource#installed")
    void smtp_source_delivers_to_the_receiving_server() throws Exception {
        ReceivingServer receiver = scene.receiver();
        SmtpSource.run(receiver.address(), 300, 10, 3_000, LIMIT, "-f", "a@a.test", "-t", "b@b.test")
                .expectSuccess();

        assertThat(receiver.count()).isEqualTo(300);
        assertThat(receiver.faults()).isEmpty();
        assertThat(receiver.mails().get(0).envelope().addresses()).containsExactly("b@b.test");
    }

    @Test
    @EnabledIf("org.grapnel.testkit.SmtpSource#installed")
    void smtp_source_reports_a_refusal() throws Exception {
        ReceivingServer receiver = scene.receiver();
        receiver.rule(Rule.at(Stage.RCPT).reply(550, "5.1.1 nobody"));

        assertThat(SmtpSource.run(receiver.address(), 1, 1, 1_000, LIMIT).status())
                .isNotZero();
    }

    @Test
    @EnabledIf("org.grapnel.testkit.SmtpSink#installed")
    void the_pump_delivers_to_smtp_sink() throws Exception {
        SmtpSink sink = scene.closing(SmtpSink.start());
        PumpReport report =
                MailPump.to(sink.address()).mails(3_000).sessions(20).run(LIMIT);

        assertThat(report.acknowledged()).hasSize(3_000);
        assertThat(report.endedEarly()).isZero();
    }

    @Test
    @EnabledIf("org.grapnel.testkit.SmtpSink#installed")
    void the_pump_survives_a_server_that_is_killed_in_mid_flight() throws Exception {
        SmtpSink sink = scene.closing(SmtpSink.start());
        MailPump pump =
                scene.start(MailPump.to(sink.address()).endless().sessions(10).patience(Duration.ofMillis(200)));
        pump.awaitAcknowledged(500, LIMIT);
        sink.kill();

        PumpReport report = pump.await(LIMIT);
        assertThat(report.endedEarly()).isPositive();
        assertThat(report.uncertain()).hasSizeLessThanOrEqualTo(10);
        assertThat(report.unsent()).isEqualTo(10);
    }

    @Test
    @EnabledIf("org.grapnel.testkit.Swaks#installed")
    void swaks_delivers_to_the_receiving_server() throws Exception {
        ReceivingServer receiver = scene.receiver();
        Finished run = Swaks.run(
                receiver.address(),
                LIMIT,
                "--from",
                "a@a.test",
                "--to",
                "b@b.test",
                "--header",
                "Subject: swaks was here");

        assertThat(run.expectSuccess().out()).contains("250 2.0.0 mail 1 taken");
        assertThat(receiver.awaitSubject("swaks was here", LIMIT).envelope().sender())
                .isEqualTo("a@a.test");
    }
}
