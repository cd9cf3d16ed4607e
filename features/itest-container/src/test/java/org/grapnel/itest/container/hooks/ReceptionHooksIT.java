package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Scope;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.BindingChoice;
import org.grapnel.hook.reception.BindingGroupChooseBinding;
import org.grapnel.hook.reception.EcBagFind;
import org.grapnel.hook.reception.EsmtpMessageSpAsyncSamfunc;
import org.grapnel.hook.reception.FinalValidation;
import org.grapnel.hook.reception.GetProtocolStringForTraceHeaders;
import org.grapnel.hook.reception.GetReceivedHeaderText;
import org.grapnel.hook.reception.MsgGenDataSpool;
import org.grapnel.hook.reception.PostFinalValidation;
import org.grapnel.hook.reception.PostValidateDataSpoolEachRcptV1;
import org.grapnel.hook.reception.PostValidateSetBinding;
import org.grapnel.hook.reception.RecipientGroup;
import org.grapnel.hook.reception.ValidateData;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.reception.ValidateExpandString;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.reception.ValidateRcptto;
import org.grapnel.hook.reception.ValidateSetBinding;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Test;

/** The hooks from MAIL to the spool. */
public class ReceptionHooksIT extends HookStory {
    private static final AttachmentKey<String> SCORE = new AttachmentKey<>(Scope.MESSAGE, "test.score", String.class);

    private static final String MAIL = "Subject: hello\n\nbody\n";

    private org.grapnel.testkit.Reply send(String... recipients) throws IOException {
        try (SmtpProbe probe = session()) {
            return probe.mail("a@client.test", List.of(recipients), MAIL);
        }
    }

    private ReceivedMail received() {
        return receiver.awaitMails(1, PATIENCE).get(0);
    }

    private static String recipient(Message message) {
        return message.recipients().get(0).toString();
    }

    @Test
    public void validate_mailfrom_sees_the_sender_and_refuses_him() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(ValidateMailfrom.class, (transaction, sender, context) -> {
            seen.add(sender + " " + sender.parameters());
            return Verdict.reject(550, "5.7.1", "not you");
        });
        try (SmtpProbe probe = session()) {
            assertThat(probe.command("MAIL FROM:<a@client.test> ENVID=x1").toString())
                    .isEqualTo("550 5.7.1 not you");
        }
        assertThat(seen).containsExactly("<a@client.test> {ENVID=x1}");
    }

    @Test
    public void validate_rcptto_rewrites_a_recipient() throws Exception {
        handler(
                ValidateRcptto.class,
                (transaction, recipient, context) -> new Verdict.Rewrite(MailAddress.of("inner@b.test")));
        send("outer@b.test").expect(250);

        assertThat(received().envelope().addresses()).containsExactly("inner@b.test");
        assertThat(received().envelope().recipients().get(0).parameters()).contains("ORCPT=rfc822;outer@b.test");
    }

    @Test
    public void validate_data_is_asked_before_354_and_defers() throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        handler(ValidateData.class, (transaction, context) -> {
            seen.add(transaction.recipients().size());
            return transaction.content().isPresent()
                    ? Verdict.reject(554, "5.3.0", "too late")
                    : Verdict.defer(451, "4.7.1", "not now");
        });
        assertThat(send("x@b.test", "y@b.test").toString()).isEqualTo("451 4.7.1 not now");
        assertThat(seen).containsExactly(2);
        assertThat(receiver.count()).isZero();
    }

    @Test
    public void validate_data_spool_reads_and_changes_the_mail() throws Exception {
        handler(ValidateDataSpool.class, (transaction, context) -> {
            transaction.content().orElseThrow().headers().append("X-Seen", "yes");
            return Verdict.CONTINUE;
        });
        send("x@b.test").expect(250);

        assertThat(received().header("X-Seen")).contains("yes");
    }

    @Test
    public void validate_data_spool_quarantines_a_mail_on_hold() throws Exception {
        handler(ValidateDataSpool.class, (transaction, context) -> new Verdict.Quarantine("looks odd"));
        String reply = send("held@b.test").expect(250).toString();
        String id = reply.substring(reply.lastIndexOf(' ') + 1);
        JsonNode shown = ask("message:show " + id);

        assertThat(shown.toString()).containsIgnoringCase("held").contains("looks odd");
        assertThat(receiver.count()).isZero();
    }

    @Test
    public void each_rcpt_changes_the_mail_for_one_discards_it_for_another_and_post_is_told_of_both() throws Exception {
        List<String> after = new CopyOnWriteArrayList<>();
        handler(ValidateDataSpoolEachRcpt.class, (message, session, context) -> {
            if (recipient(message).startsWith("gone")) {
                return new Verdict.Discard();
            }
            message.content().headers().append("X-For", recipient(message));
            return Verdict.CONTINUE;
        });
        handler(
                PostValidateDataSpoolEachRcptV1.class,
                (message, session, context) -> after.add(recipient(message) + " from "
                        + session.orElseThrow().ehloName().orElseThrow() + " "
                        + message.content().headers().first("X-For").orElse("-")));
        send("one@b.test", "gone@b.test").expect(250);

        assertThat(received().envelope().addresses()).containsExactly("one@b.test");
        assertThat(received().header("X-For")).contains("one@b.test");
        assertThat(after).hasSize(2);
        assertThat(after.get(0)).startsWith("one@b.test from ").endsWith(" one@b.test");
        assertThat(after.get(1)).startsWith("gone@b.test from ").endsWith(" -");
    }

    @Test
    public void each_rcpt_rejecting_one_lets_the_other_go_and_msg_gen_data_spool_sees_the_notice() throws Exception {
        handler(
                ValidateDataSpoolEachRcpt.class,
                (message, session, context) -> recipient(message).startsWith("bad")
                        ? Verdict.reject(550, "5.7.1", "not for %{recipient}")
                        : Verdict.CONTINUE);
        handler(MsgGenDataSpool.class, message -> {
            message.content().headers().append("X-Made", "inside");
            return Verdict.CONTINUE;
        });
        send("good@b.test", "bad@b.test").expect(250);
        List<ReceivedMail> mails = receiver.awaitMails(2, PATIENCE);

        assertThat(mails)
                .anySatisfy(mail -> assertThat(mail.envelope().addresses()).containsExactly("good@b.test"));
        assertThat(mails).anySatisfy(mail -> {
            assertThat(mail.envelope().addresses()).containsExactly("a@client.test");
            assertThat(mail.header("X-Made")).contains("inside");
            assertThat(mail.text()).contains("550 5.7.1 not for bad@b.test");
        });
        assertThat(send("bad@b.test").toString()).isEqualTo("550 5.7.1 not for bad@b.test");
    }

    @Test
    public void each_rcpt_is_answered_one_by_one_in_lmtp() throws Exception {
        handler(
                ValidateDataSpoolEachRcpt.class,
                (message, session, context) ->
                        recipient(message).startsWith("bad") ? Verdict.reject(550, "5.7.1", "no") : Verdict.CONTINUE);
        try (SmtpProbe probe = SmtpProbe.connect(address("grapnel.set.listener.local.listen"))) {
            probe.reply().expect(220);
            probe.command("EHLO client.test").expect(500);
            probe.command("LHLO client.test").expect(250);
            assertThat(probe.mail("a@client.test", List.of("bad@b.test", "good@b.test"), MAIL)
                            .toString())
                    .isEqualTo("550 5.7.1 no");
            probe.reply().expect(250);
        }
        assertThat(received().envelope().addresses()).containsExactly("good@b.test");
        assertThat(received().header("Received"))
                .hasValueSatisfying(field -> assertThat(field).contains("with LMTP id"));
    }

    @Test
    public void esmtp_message_sp_async_samfunc_splits_a_mail() throws Exception {
        handler(
                EsmtpMessageSpAsyncSamfunc.class,
                transaction -> Optional.of(transaction.recipients().stream()
                        .map(recipient -> RecipientGroup.of(List.of(recipient)))
                        .toList()));
        send("x@b.test", "y@b.test").expect(250);

        assertThat(receiver.awaitMails(2, PATIENCE).stream()
                        .map(mail -> mail.envelope().addresses())
                        .toList())
                .containsExactlyInAnyOrder(List.of("x@b.test"), List.of("y@b.test"));
    }

    @Test
    public void a_binding_is_set_chosen_from_its_group_and_told() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        handler(ValidateSetBinding.class, message -> Optional.of(BindingChoice.group("pool")));
        handler(BindingGroupChooseBinding.class, (message, group) -> {
            told.add("choose from " + group);
            return Optional.of("alpha");
        });
        handler(PostValidateSetBinding.class, message -> told.add("leaves by " + message.binding()));
        send("x@b.test").expect(250);
        received();

        assertThat(told).containsExactly("choose from pool", "leaves by alpha");
        assertThat(receiver.commands()).contains("1 EHLO alpha.container.test");
    }

    @Test
    public void final_validation_signs_and_post_final_validation_seals_what_is_sent() throws Exception {
        handler(FinalValidation.class, (message, session, context) -> {
            message.content().headers().prepend("X-Signed", "s");
            return Verdict.CONTINUE;
        });
        handler(PostFinalValidation.class, (message, session, context) -> {
            String fields = message.content().headers().first("Received").isPresent() ? "with trace" : "without trace";
            message.content().headers().prepend("X-Sealed", fields);
        });
        send("x@b.test").expect(250);

        assertThat(received().header("X-Sealed")).contains("with trace");
        assertThat(received().header("X-Signed")).contains("s");
        assertThat(received().headerFields().get(0)).startsWith("X-Sealed:");
    }

    @Test
    public void final_validation_rejects() throws Exception {
        handler(FinalValidation.class, (message, session, context) -> Verdict.reject(554, "5.7.1", "unsigned"));
        assertThat(send("x@b.test").toString()).isEqualTo("554 5.7.1 unsigned");
    }

    @Test
    public void get_received_header_text_writes_the_trace_field() throws Exception {
        handler(
                GetReceivedHeaderText.class,
                (message, transaction, session, context) -> Optional.of("from nowhere; "
                        + transaction.orElseThrow().recipients().size()));
        send("x@b.test").expect(250);

        assertThat(received().header("Received")).contains("from nowhere; 1");
    }

    @Test
    public void get_protocol_string_for_trace_headers_names_the_protocol() throws Exception {
        handler(GetProtocolStringForTraceHeaders.class, (session, context, message) -> Optional.of("PIGEON"));
        send("x@b.test").expect(250);

        assertThat(received().header("Received"))
                .hasValueSatisfying(field -> assertThat(field).contains(" with PIGEON id "));
    }

    @Test
    public void validate_expand_string_expands_what_the_engine_does_not_know() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(ValidateExpandString.class, (template, variables, session, context) -> {
            seen.add(variables.get("sender") + " " + session.isPresent());
            return Optional.of(template.replace("%{help}", "https://help.test/"));
        });
        handler(
                ValidateRcptto.class,
                (transaction, recipient, context) ->
                        Verdict.reject(550, "5.7.1", "%{recipient} is closed\nsee %{help}%{hostname}"));
        try (SmtpProbe probe = session()) {
            probe.command("MAIL FROM:<a@client.test>").expect(250);
            assertThat(probe.command("RCPT TO:<x@b.test>").lines())
                    .containsExactly(
                            "550-5.7.1 x@b.test is closed", "550 5.7.1 see https://help.test/mx.container.test");
        }
        assertThat(seen).containsExactly("a@client.test true");
    }

    @Test
    public void ec_bag_find_supplies_an_attachment_that_is_not_there() throws Exception {
        List<String> looked = new CopyOnWriteArrayList<>();
        handler(EcBagFind.class, (holder, key) -> {
            looked.add(key.name());
            return key.equals(SCORE) && holder instanceof Message message
                    ? Optional.of("score of " + recipient(message))
                    : Optional.empty();
        });
        handler(FinalValidation.class, (message, session, context) -> {
            message.content()
                    .headers()
                    .append("X-Score", message.attachment(SCORE).orElse("none"));
            message.attach(SCORE, "own");
            message.content()
                    .headers()
                    .append("X-Own", message.attachment(SCORE).orElse("none"));
            return Verdict.CONTINUE;
        });
        send("x@b.test").expect(250);

        assertThat(received().header("X-Score")).contains("score of x@b.test");
        assertThat(received().header("X-Own")).contains("own");
        assertThat(looked).containsExactly("test.score");
    }

    @Test
    public void a_handler_replaces_the_body_of_one_recipient() throws Exception {
        handler(ValidateDataSpoolEachRcpt.class, (message, session, context) -> {
            try {
                message.content()
                        .replaceBody(new ByteArrayInputStream(
                                ("for " + recipient(message) + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Verdict.CONTINUE;
        });
        send("x@b.test", "y@b.test").expect(250);

        assertThat(receiver.awaitMails(2, PATIENCE).stream()
                        .map(ReceivedMail::body)
                        .toList())
                .containsExactlyInAnyOrder("for x@b.test\r\n", "for y@b.test\r\n");
    }

    @Test
    public void a_reply_that_a_handler_sets_is_what_the_client_gets() throws Exception {
        handler(FinalValidation.class, (message, session, context) -> {
            context.reply(Reply.of(250, "2.6.0", "taken from %{sender}"));
            return Verdict.CONTINUE;
        });
        assertThat(send("x@b.test").toString()).isEqualTo("250 2.6.0 taken from a@client.test");
        assertThat(Recipient.of(received().envelope().addresses().get(0))).isEqualTo(Recipient.of("x@b.test"));
    }
}
