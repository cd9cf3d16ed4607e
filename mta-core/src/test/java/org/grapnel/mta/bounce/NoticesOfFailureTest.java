package org.grapnel.mta.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Handled;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.bounce.DsnAnswer;
import org.grapnel.hook.bounce.GenerateBounces;
import org.grapnel.hook.bounce.GenerateRfc3464Message;
import org.grapnel.hook.bounce.GenerateRfc3464MessagePreamble;
import org.grapnel.hook.bounce.Rfc3464InlineMessageFragment;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.MsgGenDataSpool;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.spool.SpoolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesOfFailureTest {
    private static final Host HOST = new Host("mx.b.test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 25));

    private Rig rig;
    private Bounces bounces;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> {});
        bounces = new Bounces(rig::settings, rig.reception, rig.timer.clock());
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private MailMessage original(String from, String mail) throws Exception {
        rig.receive(
                from.isEmpty() ? new Sender(MailAddress.NULL_SENDER, Map.of()) : Sender.of(from),
                List.of(Recipient.of("x@b.test")),
                mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return rig.queue.messages().get(0);
    }

    private static Report failure(String address, Reply reply) {
        return new Report(Recipient.of(address), reply, Optional.of(HOST));
    }

    private boolean fail(MailMessage message, Report... failures) {
        try (Notices notices = bounces.about(rig.dispatcher.live(), message)) {
            if (!notices.add(DsnAction.FAILED, List.of(failures))) {
                return false;
            }
            if (!notices.isEmpty()) {
                rig.spool.store(notices.loads()).await();
                notices.handOver();
            }
            return true;
        } catch (SpoolException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean fail(MailMessage message) {
        return fail(message, failure("x@b.test", Reply.of(550, "5.1.1", "nobody here")));
    }

    /** The one mail that was made. */
    private MailMessage notice() {
        assertThat(rig.queue.size()).isEqualTo(2);
        return rig.queue.messages().get(1);
    }

    private String raw() throws Exception {
        return rig.text(notice().number());
    }

    private List<Entity> parts() throws Exception {
        String raw = raw();
        assertThat(raw.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(998);
        assertThat(raw.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
        var message = new DefaultMessageBuilder()
                .parseMessage(new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
        assertThat(message.getMimeType()).isEqualTo("multipart/report");
        List<Entity> parts = ((Multipart) message.getBody()).getBodyParts();
        assertThat(parts).hasSize(3);
        assertThat(parts.get(0).getMimeType()).isEqualTo("text/plain");
        assertThat(parts.get(1).getMimeType()).isEqualTo("message/delivery-status");
        return parts;
    }

    private static String text(Entity part) {
        try (var in = ((SingleBody) part.getBody()).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_notice_has_the_structure_of_a_delivery_report() throws Exception {
        MailMessage message = original("a@a.test", "Subject: hello\nX-Folded: one\n two\n\nsecret body\n");
        assertThat(fail(
                        message,
                        failure("x@b.test", Reply.of(550, "5.1.1", "nobody here")),
                        failure("y@b.test", Reply.plain(554, "no"))))
                .isTrue();
        List<Entity> parts = parts();

        assertThat(notice().sender().isNullSender()).isTrue();
        assertThat(notice().recipients()).containsExactly(Recipient.of("a@a.test"));
        assertThat(raw())
                .contains(
                        "To: <a@a.test>\r\n",
                        "Auto-Submitted: auto-replied\r\n",
                        "From: Mail Delivery System <MAILER-DAEMON@mx.grapnel.test>\r\n");
        assertThat(text(parts.get(0))).contains("<x@b.test>", "550 5.1.1 nobody here", "<y@b.test>");
        assertThat(text(parts.get(1)))
                .startsWith("Reporting-MTA: dns; mx.grapnel.test\r\n")
                .contains(String.join(
                        "\r\n",
                        "",
                        "",
                        "Final-Recipient: rfc822; x@b.test",
                        "Action: failed",
                        "Status: 5.1.1",
                        "Remote-MTA: dns; mx.b.test",
                        "Diagnostic-Code: smtp; 550 5.1.1 nobody here",
                        ""))
                .contains("\r\n\r\nFinal-Recipient: rfc822; y@b.test\r\nAction: failed\r\nStatus: 5.0.0\r\n");
        assertThat(parts.get(2).getMimeType()).isEqualTo("text/rfc822-headers");
        assertThat(text(parts.get(2)))
                .contains("Subject: hello\r\nX-Folded: one two\r\n")
                .doesNotContain("secret body");
    }

    @Test
    void a_message_given_up_after_a_transient_reply_has_a_final_status() throws Exception {
        fail(original("a@a.test", "Subject: s\n\nx\n"), failure("x@b.test", Reply.of(554, "4.4.7", "expired")));
        assertThat(text(parts().get(1))).contains("\r\nStatus: 5.4.7\r\n");
    }

    @Test
    void nobody_is_told_about_a_mail_of_the_null_sender() throws Exception {
        assertThat(fail(original("", "Subject: s\n\nx\n"))).isTrue();
        assertThat(rig.queue.size()).isOne();
    }

    @Test
    void notices_can_be_off_by_configuration_and_on_by_a_handler() throws Exception {
        MailMessage message = original("a@a.test", "Subject: s\n\nx\n");
        rig.set("domain.b.test.generate_bounces", false);
        assertThat(fail(message)).isTrue();
        assertThat(rig.queue.size()).isOne();

        rig.hook(GenerateBounces.POINT, about -> Optional.of(true));
        assertThat(fail(message)).isTrue();
        assertThat(rig.queue.size()).isEqualTo(2);
    }

    @Test
    void a_handler_gives_a_finished_notice_or_none() throws Exception {
        MailMessage message = original("a@a.test", "Subject: s\n\nx\n");
        List<DsnAnswer> answers = new ArrayList<>(
                List.of(DsnAnswer.none(), DsnAnswer.finished(Bytes.of("Subject: mine\r\n\r\nown words\r\n"))));
        rig.hook(GenerateRfc3464Message.POINT, (about, action) -> Optional.of(answers.remove(0)));
        assertThat(fail(message)).isTrue();
        assertThat(rig.queue.size()).isOne();
        assertThat(fail(message)).isTrue();
        assertThat(raw()).isEqualTo("Subject: mine\r\n\r\nown words\r\n");
    }

    @Test
    void a_handlers_preamble_stands_before_the_engines_text_or_in_its_place() throws Exception {
        MailMessage message = original("a@a.test", "Subject: s\n\nx\n");
        rig.hook(GenerateRfc3464MessagePreamble.POINT, (about, action, draft) -> {
            draft.append("Call the help desk.\n");
            draft.headers().replace("Subject", "Your mail");
            draft.headers().append("Content-Type", "text/html");
            return Optional.of(false);
        });
        fail(message);
        assertThat(text(parts().get(0))).startsWith("Call the help desk.\r\n").contains("nobody here");
        assertThat(raw()).contains("\r\nSubject: Your mail\r\n").doesNotContain("text/html");
    }

    @Test
    void a_complete_preamble_is_all_the_text() throws Exception {
        rig.hook(GenerateRfc3464MessagePreamble.POINT, (about, action, draft) -> {
            draft.text("Nothing else.\n");
            return Optional.of(true);
        });
        fail(original("a@a.test", "Subject: s\n\nx\n"));
        assertThat(text(parts().get(0)).strip()).isEqualTo("Nothing else.");
    }

    @Test
    void a_handler_chooses_what_goes_back_of_the_original() throws Exception {
        rig.hook(Rfc3464InlineMessageFragment.POINT, (about, action, output) -> {
            try {
                output.write("Subject: only this\r\n\r\nand that\r\n".getBytes(StandardCharsets.US_ASCII));
                return Optional.of(Handled.HANDLED);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        fail(original("a@a.test", "Subject: s\n\nx\n"));
        assertThat(parts().get(2).getMimeType()).isEqualTo("message/rfc822");
        assertThat(raw()).contains("\r\nSubject: only this\r\n\r\nand that\r\n");
    }

    @Test
    void a_fragment_without_end_is_left_out() throws Exception {
        rig.hook(Rfc3464InlineMessageFragment.POINT, (about, action, output) -> {
            try {
                while (true) {
                    output.write(new byte[8192]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        fail(original("a@a.test", "Subject: kept\n\nx\n"));
        assertThat(text(parts().get(2))).contains("Subject: kept");
    }

    @Test
    void hostile_header_fields_can_not_break_the_structure() throws Exception {
        MailMessage message = original(
                "a@a.test",
                "Subject: " + "long ".repeat(4_000) + "\nX-Solid: " + "y".repeat(20_000)
                        + "\nno field at all\n: nameless\n"
                        + "X-Ünïcode: \u0085 \u2028 ☠\nContent-Type: multipart/mixed; boundary=z\n--z\n--=_"
                        + "0".repeat(13)
                        + "\n\nx\n");
        fail(message);
        List<Entity> parts = parts();

        assertThat(text(parts.get(2))).contains("X-Solid: yyy").doesNotContain("nameless", "no field");
    }

    @Test
    void a_header_that_guesses_the_boundary_changes_it() throws Exception {
        long id = rig.ids.next() + 2; // the transaction takes one, the message the next
        String guessed = "=_" + org.grapnel.mta.mail.Ids.text(id) + "_" + Long.toString(Rig.BEGIN.toEpochMilli(), 36);
        MailMessage message = original("a@a.test", "--" + guessed + "--: x\nSubject: s\n\nx\n");
        assertThat(message.number()).isEqualTo(id);
        fail(message);

        assertThat(text(parts().get(2))).contains("--" + guessed + "--: x", "Subject: s");
    }

    @Test
    void replies_and_addresses_that_are_not_ascii_stay_in_their_place() throws Exception {
        String odd = "näin\u0085ei " + "käy ".repeat(600) + "\u2028Action: delivered";
        fail(
                original("ä@ä.test", "Subject: s\n\nx\n"),
                failure("ü\"\\ x@b.test", new Reply(550, Optional.empty(), List.of(odd, "--x"))));
        String status = text(parts().get(1));

        assertThat(status).contains("Final-Recipient: utf-8; \\x{FC}\"\\x{5C}\\x{20}x@b.test\r\n");
        assertThat(status.chars()).allMatch(c -> c < 0x7f);
        assertThat(status.lines().filter(line -> line.startsWith("Action:"))).containsExactly("Action: failed");
    }

    @Test
    void the_failure_may_not_become_final_while_its_notice_can_not_be_made() throws Exception {
        MailMessage message = original("a@a.test", "Subject: s\n\nx\n");
        rig.hook(
                PreSwapOutMeta.POINT,
                (about, flags) -> about.sender().isNullSender()
                                && rig.queue.size() == 1
                                && refused.add(about.id())
                                && refused.size() == 1
                        ? Verdict.fail("not now")
                        : Verdict.CONTINUE);
        assertThat(fail(message)).isFalse();
        assertThat(rig.stored()).hasSize(1);
        assertThat(fail(message)).isTrue();
        assertThat(rig.stored()).hasSize(2);
    }

    private final Set<String> refused = new HashSet<>();

    @Test
    void a_notice_that_policy_rejects_is_not_tried_again() throws Exception {
        rig.hook(MsgGenDataSpool.POINT, draft -> Verdict.reject(550, "5.7.1", "no notices"));
        assertThat(fail(original("a@a.test", "Subject: s\n\nx\n"))).isTrue();
        assertThat(rig.queue.size()).isOne();
    }

    @Test
    void a_notice_goes_without_the_header_when_the_spool_can_not_be_read() throws Exception {
        MailMessage message = original("a@a.test", "Subject: s\n\nx\n");
        rig.spool.remove(message.number()).await();
        assertThat(fail(message)).isTrue();
        assertThat(text(parts().get(2)).strip()).isEmpty();
    }
}
