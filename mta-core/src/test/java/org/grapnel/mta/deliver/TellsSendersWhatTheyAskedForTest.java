package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.bounce.GenerateSoftBounceMessagePreamble;
import org.grapnel.hook.bounce.PostGenerateRfc3464Message;
import org.grapnel.hook.bounce.PostGenerateSoftBounceMessage;
import org.grapnel.hook.deliver.DeliveryChoice;
import org.grapnel.hook.deliver.DeliveryMethod;
import org.grapnel.hook.deliver.RecipientOutcome;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.process.Rig;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** RFC 3461 from the parameters of an envelope to the notice, or to the next hop. */
class TellsSendersWhatTheyAskedForTest {
    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path directory;

    private ReceivingServer server;
    private DeliveryRig delivery;
    private Rig rig;

    private void begin(boolean nextHopKnowsDsn) throws Exception {
        server = scene.closing(
                nextHopKnowsDsn
                        ? ReceivingServer.open()
                        : ReceivingServer.setup().without("DSN").open());
        delivery = scene.closing(new DeliveryRig(directory));
        rig = delivery.rig;
        delivery.route("*", server.route());
        rig.set("connection_idle_time", "0s");
    }

    private void send(Map<String, String> mail, Map<String, String> rcpt) throws Exception {
        assertThat(rig.receive(
                                new Sender(MailAddress.of("a@a.test"), mail),
                                List.of(new Recipient(MailAddress.of("x@b.test"), rcpt)),
                                "Subject: hello\r\n\r\nthe body\r\n".getBytes(StandardCharsets.UTF_8))
                        .accepted())
                .isTrue();
    }

    /** The notices that have gone to the sender. */
    private List<ReceivedMail> notices() {
        delivery.settle();
        return server.mails().stream()
                .filter(mail -> mail.envelope().addresses().contains("a@a.test"))
                .toList();
    }

    private void refuse() {
        server.rule(Rule.at(Stage.RCPT).argument("x@b.test").reply(550, "5.1.1 nobody"));
    }

    @Test
    void a_next_hop_that_knows_them_gets_all_parameters_and_the_sender_hears_nothing_from_here() throws Exception {
        begin(true);
        send(
                Map.of("RET", "HDRS", "ENVID", "one+2Btwo", "BODY", "8BITMIME", "SIZE", "30"),
                Map.of("NOTIFY", "SUCCESS,DELAY", "ORCPT", "rfc822;first@c.test"));

        assertThat(notices()).isEmpty();
        assertThat(server.mails()).hasSize(1);
        assertThat(server.mails().get(0).envelope().parameters()).contains("RET=HDRS", "ENVID=one+2Btwo");
        assertThat(server.mails().get(0).envelope().recipients().get(0).parameters())
                .containsExactlyInAnyOrder("NOTIFY=SUCCESS,DELAY", "ORCPT=rfc822;first@c.test");
    }

    @Test
    void a_success_at_a_next_hop_without_dsn_is_told_as_relayed() throws Exception {
        begin(false);
        List<String> made = new ArrayList<>();
        rig.hook(
                PostGenerateRfc3464Message.POINT,
                (original, notice, action) -> made.add(action + " " + notice.recipients() + " "
                        + notice.content().size()));
        send(Map.of("ENVID", "one+2Btwo"), Map.of("NOTIFY", "SUCCESS", "ORCPT", "rfc822;fir+2Bst@c.test"));

        ReceivedMail notice = notices().get(0);
        assertThat(notice.envelope().sender()).isEmpty();
        assertThat(notice.text())
                .contains(
                        "Original-Envelope-Id: one+two\r\n",
                        "Original-Recipient: rfc822;fir+st@c.test\r\n",
                        "Final-Recipient: rfc822; x@b.test\r\n",
                        "Action: relayed\r\n",
                        "Status: 2.")
                .doesNotContain("the body");
        assertThat(server.mails().get(0).envelope().parameters().toString()).doesNotContain("ENVID");
        assertThat(made).singleElement().asString().startsWith("RELAYED [a@a.test] ");
    }

    @Test
    void nobody_is_told_of_a_success_who_has_not_asked() throws Exception {
        begin(false);
        send(Map.of(), Map.of());
        send(Map.of(), Map.of("NOTIFY", "FAILURE,DELAY"));
        send(Map.of(), Map.of("NOTIFY", "NEVER"));

        assertThat(notices()).isEmpty();
        assertThat(server.mails()).hasSize(3);
    }

    @Test
    void a_success_of_an_agent_here_is_told_as_delivered() throws Exception {
        begin(false);
        rig.hook(
                DeliveryMethod.POINT,
                (message, domain) -> domain.name().equals("b.test")
                        ? Optional.of(DeliveryChoice.own("box", (mail, to) -> mail.recipients().stream()
                                .map(recipient -> RecipientOutcome.delivered(recipient, "in the box"))
                                .toList()))
                        : Optional.empty());
        send(Map.of(), Map.of("NOTIFY", "SUCCESS"));

        assertThat(notices()).singleElement().satisfies(notice -> assertThat(notice.text())
                .contains("Action: delivered\r\n"));
    }

    @Test
    void never_and_a_list_without_failure_keep_a_failure_quiet() throws Exception {
        begin(true);
        refuse();
        send(Map.of(), Map.of("NOTIFY", "NEVER"));
        send(Map.of(), Map.of("NOTIFY", "success,delay"));

        assertThat(notices()).isEmpty();
        assertThat(delivery.events("failed")).hasSize(2);
        assertThat(rig.stored()).isEmpty();
    }

    @Test
    void a_failed_mail_goes_back_whole_only_where_its_sender_wants_that_and_it_is_not_too_large() throws Exception {
        begin(true);
        refuse();
        send(Map.of("RET", "full"), Map.of());
        send(Map.of("RET", "HDRS"), Map.of("NOTIFY", "FAILURE"));
        assertThat(notices()).hasSize(2);
        rig.set("max_returned_size", 20);
        send(Map.of("RET", "FULL"), Map.of());

        List<ReceivedMail> notices = notices();
        assertThat(notices).hasSize(3);
        assertThat(notices.get(0).text())
                .contains("Content-Type: message/rfc822\r\n\r\nReceived: ", "\r\nSubject: hello\r\n\r\nthe body\r\n");
        for (ReceivedMail notice : notices.subList(1, 3)) {
            assertThat(notice.text())
                    .contains("Content-Type: text/rfc822-headers\r\n", "Subject: hello\r\n")
                    .doesNotContain("the body");
        }
    }

    @Test
    void one_warning_tells_of_a_delay_where_it_is_configured_and_not_forbidden() throws Exception {
        begin(true);
        rig.set("delay_warning", "2h");
        List<String> made = new ArrayList<>();
        rig.hook(GenerateSoftBounceMessagePreamble.POINT, (text, message) -> text.withText(text.text() + "Courage!\n"));
        rig.hook(PostGenerateSoftBounceMessage.POINT, (original, notice) -> made.add(notice.id()));
        server.rule(Rule.at(Stage.RCPT).argument("x@b.test").reply(451, "4.2.2 full"));
        send(Map.of(), Map.of());
        send(Map.of(), Map.of("NOTIFY", "FAILURE"));
        for (int attempt = 0; attempt < 6; attempt++) {
            delivery.settle();
            rig.timer.advance(Duration.ofHours(1));
        }

        ReceivedMail notice = notices().get(0);
        assertThat(notices()).hasSize(1);
        assertThat(notice.text())
                .contains("Action: delayed\r\n", "Status: 4.2.2\r\n", "Will-Retry-Until: ", "Courage!\r\n");
        assertThat(made).hasSize(1);
    }

    @Test
    void what_was_asked_survives_the_spool() throws Exception {
        begin(true);
        Map<String, String> mail = Map.of("RET", "FULL", "ENVID", "e+2B1");
        Map<String, String> rcpt = Map.of("NOTIFY", "SUCCESS,FAILURE", "ORCPT", "rfc822;o@c.test");
        send(mail, rcpt);
        var message = rig.queue.messages().get(0);
        var back = Metadata.read(null, message.number(), Metadata.write(message));

        assertThat(back.senderParameters()).isEqualTo(mail);
        assertThat(back.recipients()).isEqualTo(message.recipients());
        assertThat(back.recipients().get(0).parameters()).isEqualTo(rcpt);
    }
}
