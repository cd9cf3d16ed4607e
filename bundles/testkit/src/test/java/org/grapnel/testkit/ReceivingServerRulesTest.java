package org.grapnel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReceivingServerRulesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    final Scene scene = new Scene();

    private SmtpProbe greeted(ReceivingServer receiver) throws IOException {
        return scene.closing(SmtpProbe.greeted(receiver.address()));
    }

    @Test
    void a_connection_that_was_told_goodbye_is_not_counted_any_more() throws Exception {
        ReceivingServer receiver = scene.receiver();
        for (int i = 0; i < 200; i++) {
            try (SmtpProbe probe = SmtpProbe.greeted(receiver.address())) {
                probe.command("QUIT").expect(221);
                assertThat(receiver.openConnections()).isZero();
            }
        }
        assertThat(receiver.mostOpenConnections()).isOne();
    }

    @Test
    void keeps_envelope_parameters_and_every_byte() throws Exception {
        ReceivingServer receiver = scene.receiver();
        SmtpProbe probe = greeted(receiver);
        probe.command("MAIL FROM:<\"odd > one\"@a.test> SIZE=100 BODY=8BITMIME").expect(250);
        probe.command("RCPT TO:<b@b.test> NOTIFY=NEVER").expect(250);
        probe.command("DATA").expect(354);
        String content =
                "Subject: =?utf-8?q?x?=\r\n folded\r\nX-Empty:\r\n\r\n..dot\r\n.\n..\r\nbare \n lf \r cr \0 nul \u00ff\r\n";
        String stuffed = content.replace("\r\n.", "\r\n..");
        probe.raw((stuffed + ".\r\n").getBytes(ISO_8859_1)).reply().expect(250);

        ReceivedMail mail = receiver.awaitMails(1, LIMIT).get(0);
        assertThat(mail.raw()).isEqualTo(content.getBytes(ISO_8859_1));
        assertThat(mail.envelope().sender()).isEqualTo("\"odd > one\"@a.test");
        assertThat(mail.envelope().parameters()).containsExactly("SIZE=100", "BODY=8BITMIME");
        assertThat(mail.envelope().recipients())
                .containsExactly(new Envelope.Recipient("b@b.test", List.of("NOTIFY=NEVER")));
        assertThat(mail.subject()).isEqualTo("=?utf-8?q?x?= folded");
        assertThat(mail.header("x-empty")).contains("");
        assertThat(mail.connection()).isOne();
    }

    @Test
    void finds_the_end_of_the_content_wherever_the_blocks_are_cut() throws Exception {
        ReceivingServer receiver = scene.receiver();
        SmtpProbe probe = greeted(receiver);
        String content = "a\r\n..b\r\n.\rc\r\n..\r\r\n\r\n";
        for (int cut = 1; cut < content.length() + 5; cut++) {
            probe.pipeline("MAIL FROM:<>", "RCPT TO:<b@b.test>", "DATA");
            String sent = "a\r\n...b\r\n..\rc\r\n...\r\r\n\r\n.\r\n";
            probe.raw(sent.substring(0, cut).getBytes(US_ASCII));
            // the receiver reads the two parts apart or not: right either way
            probe.raw(sent.substring(cut).getBytes(US_ASCII)).reply().expect(250);
        }
        assertThat(receiver.mails()).hasSize(content.length() + 4).allSatisfy(m -> assertThat(m.text())
                .isEqualTo(content));
    }

    @Test
    void a_lone_dot_before_a_bare_carriage_return_is_unstuffed_and_ends_nothing() throws Exception {
        ReceivingServer receiver = scene.receiver();
        SmtpProbe probe = greeted(receiver);
        probe.pipeline("MAIL FROM:<>", "RCPT TO:<b@b.test>", "DATA");
        for (char each : ".\rx\r\n.\r\r\n.\nx\r\n.\r\n".toCharArray()) probe.raw(new byte[] {(byte) each});
        probe.reply().expect(250);

        assertThat(receiver.mails().get(0).text()).isEqualTo("\rx\r\n\r\r\n\nx\r\n");
    }

    @Test
    void takes_a_whole_pipelined_transaction_and_the_next_command() throws Exception {
        ReceivingServer receiver = scene.receiver();
        SmtpProbe probe = greeted(receiver);
        probe.raw("MAIL FROM:<>\r\nRCPT TO:<b@b.test>\r\nDATA\r\nx\r\n.\r\nMAIL FROM:<c@c.test>\r\nQUIT\r\n"
                .getBytes(US_ASCII));

        for (int code : new int[] {250, 250, 354, 250, 250, 221}) probe.reply().expect(code);
        probe.awaitClosed();
        assertThat(receiver.mails().get(0).text()).isEqualTo("x\r\n");
        assertThat(receiver.commands()).contains("1 MAIL FROM:<c@c.test>");
    }

    @Test
    void takes_chunks() throws Exception {
        ReceivingServer receiver = scene.receiver();
        SmtpProbe probe = greeted(receiver);
        probe.pipeline("MAIL FROM:<>", "RCPT TO:<b@b.test>");
        probe.raw("BDAT 6\r\n.\r\na\r\n".getBytes(US_ASCII)).reply().expect(250);
        probe.raw("BDAT 3 LAST\r\nb\r\n".getBytes(US_ASCII)).reply().expect(250);

        assertThat(receiver.awaitMails(1, LIMIT).get(0).text()).isEqualTo(".\r\na\r\nb\r\n");
    }

    @Test
    void greylists_each_recipient_once() throws Exception {
        ReceivingServer receiver = scene.receiver(
                ReceivingServer.setup().rule(Rule.at(Stage.RCPT).first(1).reply(451, "4.7.1 later")));
        SmtpProbe probe = greeted(receiver);
        assertThat(probe.mail("a@a.test", List.of("b@b.test"), "x").code()).isEqualTo(451);
        probe.command("RSET").expect(250);
        assertThat(probe.mail("a@a.test", List.of("b@b.test"), "Subject: second\n\nx")
                        .code())
                .isEqualTo(250);
        assertThat(probe.mail("a@a.test", List.of("c@c.test"), "x").code()).isEqualTo(451);
        assertThat(receiver.awaitSubject("second", LIMIT).fate()).isEqualTo(Fate.ACCEPTED);
    }

    @Test
    void refuses_and_drops_at_each_stage() throws Exception {
        ReceivingServer receiver = scene.receiver();
        receiver.rule(Rule.at(Stage.CONNECT).firstOfAll(1).reply(554, "5.7.1 not you"));
        receiver.rule(Rule.at(Stage.MAIL).argumentContains("bad").reply(550, "5.7.1 bad sender"));
        receiver.rule(Rule.at(Stage.DATA).argument("late@a.test").drop());
        receiver.rule(Rule.at(Stage.OTHER).argumentContains("XCLIENT").reply(220, "as you like"));

        scene.closing(SmtpProbe.connect(receiver.address())).reply().expect(554);
        SmtpProbe probe = greeted(receiver);
        assertThat(probe.mail("bad@a.test", List.of("b@b.test"), "x").code()).isEqualTo(550);
        probe.command("XCLIENT ADDR=127.0.0.2").expect(220);
        probe.command("WHAT").expect(502);
        probe.pipeline("MAIL FROM:<late@a.test>", "RCPT TO:<b@b.test>");
        probe.send("DATA").awaitClosed();
        assertThat(receiver.count()).isZero();
    }

    @Test
    void a_mail_dropped_after_its_final_dot_is_kept_as_uncertain() throws Exception {
        ReceivingServer receiver = scene.receiver(
                ReceivingServer.setup().rule(Rule.at(Stage.END).firstOfAll(1).drop()));
        SmtpProbe probe = greeted(receiver);
        probe.pipeline("MAIL FROM:<>", "RCPT TO:<b@b.test>", "DATA");
        probe.raw("x\r\n.\r\n".getBytes(US_ASCII)).awaitClosed();

        assertThat(receiver.mails()).isEmpty();
        assertThat(receiver.mails(Fate.UNCERTAIN)).hasSize(1);
    }

    @Test
    void holds_a_reply_back_until_the_test_opens_the_gate() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup()
                .rule(Rule.at(Stage.END).react(Reaction.held(gate, LIMIT, Reaction.reply(451, "4.3.0 after all")))));
        SmtpProbe probe = greeted(receiver);
        probe.pipeline("MAIL FROM:<>", "RCPT TO:<b@b.test>", "DATA");
        probe.raw("x\r\n.\r\n".getBytes(US_ASCII));
        gate.countDown();

        probe.reply().expect(451);
        assertThat(receiver.count(Fate.REFUSED)).isOne();
    }

    @Test
    void a_probe_gives_up_on_a_reply_that_is_late() throws Exception {
        ReceivingServer receiver = scene.receiver(
                ReceivingServer.setup().rule(Rule.at(Stage.CONNECT).react(Reaction.slow(LIMIT, Reaction.accept()))));
        SmtpProbe probe = scene.closing(SmtpProbe.connect(receiver.address(), Duration.ofMillis(50)));

        assertThatThrownBy(probe::reply)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no complete reply from")
                .hasMessageContaining("after connecting");
    }

    @Test
    void speaks_garbage_and_endlessly_when_told_to() throws Exception {
        ReceivingServer receiver = scene.receiver();
        receiver.rule(Rule.at(Stage.IDLE).argument("NOOP").react(Reaction.huge(250, 900)));
        receiver.rule(Rule.at(Stage.IDLE).argument("RSET").react(Reaction.garbage()));
        SmtpProbe probe = greeted(receiver);

        assertThat(probe.command("NOOP").lines()).hasSize(900);
        assertThatThrownBy(() -> probe.command("RSET")).hasMessageContaining("not a reply line");
    }

    @Test
    void notes_what_a_client_does_against_the_protocol() throws Exception {
        ReceivingServer receiver = scene.receiver();
        greeted(receiver).raw("NOOP\n".getBytes(US_ASCII)).awaitClosed();
        SmtpProbe leaver = greeted(receiver);
        leaver.command("MAIL FROM:<a@a.test>").expect(250);
        leaver.close();

        Await.until(LIMIT, () -> receiver.faults().size() == 2, () -> "faults: " + receiver.faults());
        assertThat(receiver.faults().get(0)).contains("bare LF");
        assertThat(receiver.faults().get(1)).contains("within a transaction");
    }

    @Test
    void connections_beyond_the_limit_are_turned_away() throws Exception {
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup().mostConnections(1));
        SmtpProbe first = greeted(receiver);
        scene.closing(SmtpProbe.connect(receiver.address())).reply().expect(421);
        first.command("NOOP").expect(250);
        assertThat(receiver.connections()).isEqualTo(2);
    }

    @Test
    void answers_for_each_recipient_in_lmtp() throws Exception {
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup()
                .lmtp()
                .rule(Rule.at(Stage.END).argument("c@c.test").reply(452, "4.2.2 full")));
        SmtpProbe probe = scene.closing(SmtpProbe.connect(receiver.address()));
        probe.reply().expect(220);
        probe.command("LHLO probe.test").expect(250);
        probe.pipeline("MAIL FROM:<>", "RCPT TO:<b@b.test>", "RCPT TO:<c@c.test>", "DATA");
        probe.content("x").expect(250);
        probe.reply().expect(452);

        assertThat(receiver.awaitMails(1, LIMIT).get(0).envelope().addresses()).containsExactly("b@b.test");
    }

    @Test
    void offers_the_keywords_it_is_given_and_tls_with_a_certificate() throws Exception {
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup()
                .keywords("SIZE 1000", "8BITMIME")
                .without("8BITMIME")
                .tls(TestTls.selfSigned("receiver.test")));
        SmtpProbe probe = scene.closing(SmtpProbe.connect(receiver.address()));
        probe.reply().expect(220);
        Reply plain = probe.command("EHLO probe.test").expect(250);
        assertThat(plain.text().lines().skip(1)).containsExactly("SIZE 1000", "STARTTLS");
        assertThat(plain.offers("SIZE")).isTrue();
        assertThat(plain.offers("SIZ")).isFalse();

        Reply secured = probe.startTls().command("EHLO probe.test").expect(250);
        assertThat(secured.offers("STARTTLS")).isFalse();
        probe.mail("a@a.test", List.of("b@b.test"), "Subject: over TLS\n\n.dot").expect(250);
        assertThat(receiver.awaitSubject("over TLS", LIMIT).body()).isEqualTo(".dot\r\n");
    }
}
