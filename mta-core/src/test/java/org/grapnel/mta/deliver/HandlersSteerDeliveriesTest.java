package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.ConnectionPostBind;
import org.grapnel.hook.connect.VetoHostConnection;
import org.grapnel.hook.deliver.BodyModify;
import org.grapnel.hook.deliver.SmtpClientMailfromArgs;
import org.grapnel.hook.deliver.SmtpClientRcpttoArgs;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.queue.Inserted;
import org.grapnel.hook.queue.MailqGetNextActive;
import org.grapnel.hook.queue.MailqInsertActive;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.Test;

class HandlersSteerDeliveriesTest extends DeliveryStory {
    @Test
    void a_changed_body_goes_out_and_the_spooled_one_stays() throws Exception {
        rig.hook(
                BodyModify.POINT,
                (body, message) -> new ByteArrayInputStream(
                        "Subject: other\r\n\r\nchanged\r\n".getBytes(StandardCharsets.US_ASCII)));
        server.rule(Rule.at(Stage.END).first(1).reply(451, "4.3.0 later"));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(server.mails(ReceivedMail.Fate.REFUSED).get(0).text())
                .isEqualTo("Subject: other\r\n\r\nchanged\r\n");
        assertThat(rig.text(message.number())).endsWith("Subject: test\r\n\r\nhello\r\n");
    }

    @Test
    void a_handler_that_fails_while_reading_the_body_leaves_it_whole() throws Exception {
        rig.hook(BodyModify.POINT, (body, message) -> {
            try {
                body.skipNBytes(20);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("half-way");
        });
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        String whole = rig.text(message.number());
        delivery.settle();

        assertThat(server.mails().get(0).text()).isEqualTo(whole);
    }

    @Test
    void arguments_that_handlers_edit_reach_the_wire() throws Exception {
        rig.hook(SmtpClientMailfromArgs.POINT, (attempt, arguments) -> {
            arguments.remove("SIZE");
            arguments.set("ENVID", "a=b c");
            return Verdict.pass();
        });
        rig.hook(SmtpClientRcpttoArgs.POINT, (attempt, arguments) -> {
            arguments.set(
                    "NOTIFY",
                    attempt.recipient().orElseThrow().address().localPart().equals("x") ? "NEVER" : "FAILURE");
            return Verdict.pass();
        });
        rig.receive("a@a.test", List.of("x@b.test", "y@b.test"), "Subject: s\n\nx\n");
        delivery.settle();

        assertThat(server.commands())
                .contains(
                        "1 MAIL FROM:<a@a.test> ENVID=a+3Db+20c",
                        "1 RCPT TO:<x@b.test> NOTIFY=NEVER",
                        "1 RCPT TO:<y@b.test> NOTIFY=FAILURE");
    }

    @Test
    void a_handler_of_the_arguments_can_put_the_message_off() throws Exception {
        rig.hook(SmtpClientMailfromArgs.POINT, (attempt, arguments) -> Verdict.fail("not now"));
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(delivery.events("later")).containsExactly("later [x@b.test] 451");
        assertThat(server.commands()).noneMatch(line -> line.contains("MAIL"));
    }

    @Test
    void a_vetoed_host_is_not_connected_to() throws Exception {
        rig.hook(VetoHostConnection.POINT, (host, domain, binding, most, current) -> Optional.of(true));
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(delivery.events("later")).containsExactly("later [x@b.test] 451");
        assertThat(server.connections()).isZero();
    }

    @Test
    void a_connection_is_aborted_after_its_bind() throws Exception {
        rig.hook(ConnectionPostBind.POINT, (domain, binding, socket, host) -> Verdict.fail("wrong network"));
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(delivery.events("later")).containsExactly("later [x@b.test] 451");
        assertThat(server.connections()).isZero();
    }

    @Test
    void what_a_handler_makes_urgent_leaves_first() throws Exception {
        rig.hook(ValidateDataSpoolEachRcpt.POINT, (message, session, context) -> {
            message.priority(message.recipients().get(0).address().localPart().equals("urgent") ? 9 : 1);
            return Verdict.pass();
        });
        rig.set("max_connections", 0);
        for (String recipient : List.of("bulk@b.test", "more@b.test", "urgent@b.test")) {
            rig.queued("a@a.test", recipient);
        }
        rig.set("max_connections", 1);
        rig.timer.advance(Duration.ofMinutes(1));
        delivery.settle();

        assertThat(server.mails().stream()
                        .map(mail -> mail.envelope().addresses())
                        .toList())
                .containsExactly(List.of("urgent@b.test"), List.of("bulk@b.test"), List.of("more@b.test"));
    }

    @Test
    void what_a_handler_keeps_is_delivered_when_it_gives_it_out() throws Exception {
        java.util.concurrent.ConcurrentLinkedDeque<Message> own = new java.util.concurrent.ConcurrentLinkedDeque<>();
        rig.hook(MailqInsertActive.POINT, (queue, message) -> {
            own.add(message);
            return Optional.of(Inserted.INSERTED);
        });
        rig.hook(MailqGetNextActive.POINT, (domain, binding, connection) -> Optional.ofNullable(own.pollLast()));
        rig.set("max_connections", 1);
        rig.queued("first@a.test", "x@b.test");
        rig.queued("second@a.test", "x@b.test");
        delivery.settle();

        assertThat(server.mails().stream().map(mail -> mail.envelope().sender()))
                .containsExactly("second@a.test", "first@a.test");
        assertThat(rig.stored()).isEmpty();
    }

    @Test
    void a_message_that_a_handler_gives_out_twice_is_sent_once() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.queued("b@a.test", "x@b.test");
        AtomicInteger calls = new AtomicInteger();
        rig.hook(
                MailqGetNextActive.POINT,
                (domain, binding, connection) -> calls.incrementAndGet() < 5 ? Optional.of(message) : Optional.empty());
        delivery.settle();

        assertThat(server.mails().stream().map(mail -> mail.envelope().sender()))
                .containsExactlyInAnyOrder("a@a.test", "b@a.test");
        assertThat(delivery.events("delivered")).hasSize(2);
    }
}
