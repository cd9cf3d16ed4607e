package org.grapnel.mta.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.LogReceptionV1;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.BindingChoice;
import org.grapnel.hook.reception.BindingGroupChooseBinding;
import org.grapnel.hook.reception.EsmtpMessageSpAsyncSamfunc;
import org.grapnel.hook.reception.FinalValidation;
import org.grapnel.hook.reception.GetProtocolStringForTraceHeaders;
import org.grapnel.hook.reception.GetReceivedHeaderText;
import org.grapnel.hook.reception.PostValidateSetBinding;
import org.grapnel.hook.reception.RecipientGroup;
import org.grapnel.hook.reception.StoreOutcome;
import org.grapnel.hook.reception.SwapOutMulti;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.reception.ValidateSetBinding;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.spool.SpoolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineAnswersTest {
    private static final List<String> TWO = List.of("x@b.test", "y@b.test");

    private Rig rig;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> {});
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private Outcome receive(List<String> to) throws Exception {
        return rig.receive("a@a.test", to, "Subject: test\n\nhello\n");
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(rig.stored()).isEmpty();
        assertThat(rig.queue.size()).isZero();
        try (var files = Files.list(rig.temporary)) {
            assertThat(files).isEmpty();
        }
    }

    private List<List<String>> recipients() {
        return rig.queue.messages().stream()
                .map(message ->
                        message.recipients().stream().map(Recipient::toString).toList())
                .toList();
    }

    @Test
    void a_mail_becomes_one_message_for_each_recipient_domain_with_one_trace_field() throws Exception {
        Outcome outcome = receive(List.of("x@b.test", "z@c.test", "y@b.test", "x@b.test"));

        assertThat(outcome.accepted()).isTrue();
        assertThat(outcome.reply().text())
                .isEqualTo("Ok: queued as " + rig.queue.messages().get(0).id());
        assertThat(recipients()).containsExactly(TWO, List.of("z@c.test"));
        for (MailMessage message : rig.queue.messages()) {
            String text = rig.text(message.number());
            assertThat(text)
                    .startsWith(
                            "Received: from client.test ([127.0.0.1])\r\n\tby mx.grapnel.test (Grapnel) with ESMTP id ")
                    .endsWith("\r\nSubject: test\r\n\r\nhello\r\n")
                    .doesNotContain("for <");
            assertThat(message.size()).isEqualTo(text.length());
        }
    }

    @Test
    void the_whole_mail_is_rejected_deferred_or_discarded() throws Exception {
        List<Verdict.OfMail> answers = List.of(
                Verdict.reject(550, "5.7.1", "no"), Verdict.defer(451, "4.7.1", "later"), new Verdict.Discard());
        List<Verdict.OfMail> left = new ArrayList<>(answers);
        rig.hook(ValidateDataSpool.POINT, (transaction, context) -> left.remove(0));

        assertThat(receive(TWO).reply().code()).isEqualTo(550);
        assertThat(receive(TWO).reply().code()).isEqualTo(451);
        assertThat(receive(TWO).reply().code()).isEqualTo(250);
        assertNothingIsLeft();
    }

    @Test
    void a_quarantined_mail_is_stored_and_held() throws Exception {
        rig.hook(ValidateDataSpool.POINT, (transaction, context) -> new Verdict.Quarantine("virus?"));
        List<String> notes = new ArrayList<>();
        rig.hook(LogReceptionV1.POINT, (session, message, time, note) -> notes.add(note));

        assertThat(receive(TWO).accepted()).isTrue();
        assertThat(rig.queue.messages()).singleElement().satisfies(message -> assertThat(message.held())
                .isTrue());
        assertThat(notes).containsExactly("held: virus?");
        assertThat(rig.queue.domains()).isEmpty();
    }

    @Test
    void a_handler_groups_the_recipients_and_chooses_bindings() throws Exception {
        rig.set("binding.fast.ehlo_name", "fast.test");
        rig.hook(
                EsmtpMessageSpAsyncSamfunc.POINT,
                transaction -> Optional.of(List.of(
                        RecipientGroup.of(List.of(transaction.recipients().get(0))),
                        new RecipientGroup(List.of(transaction.recipients().get(1)), Optional.of("fast")))));
        receive(TWO);

        assertThat(recipients()).containsExactly(List.of("x@b.test"), List.of("y@b.test"));
        assertThat(rig.queue.messages().stream().map(MailMessage::binding)).containsExactly("default", "fast");
    }

    @Test
    void groups_that_lose_double_or_invent_recipients_count_as_no_answer() throws Exception {
        List<List<RecipientGroup>> answers = new ArrayList<>(List.of(
                List.of(RecipientGroup.of(List.of(Recipient.of("x@b.test")))),
                List.of(
                        RecipientGroup.of(List.of(Recipient.of("x@b.test"), Recipient.of("y@b.test"))),
                        RecipientGroup.of(List.of(Recipient.of("y@b.test")))),
                List.of(RecipientGroup.of(List.of(Recipient.of("x@b.test"), Recipient.of("z@b.test")))),
                List.of(new RecipientGroup(
                        List.of(Recipient.of("x@b.test"), Recipient.of("y@b.test")), Optional.of("nowhere")))));
        rig.hook(EsmtpMessageSpAsyncSamfunc.POINT, transaction -> Optional.of(answers.remove(0)));
        for (int i = 0; i < 4; i++) {
            assertThat(receive(TWO).accepted()).isTrue();
        }

        assertThat(recipients()).containsExactly(TWO, TWO, TWO, TWO);
        assertThat(rig.queue.messages().stream().map(MailMessage::binding)).containsOnly("default");
    }

    @Test
    void a_header_edited_for_one_recipient_of_two_makes_two_messages() throws Exception {
        rig.hook(ValidateDataSpoolEachRcpt.POINT, (message, session, context) -> {
            if (message.recipients().get(0).address().localPart().equals("y")) {
                message.content().headers().prepend("X-For", "you");
            }
            return Verdict.pass();
        });
        receive(List.of("x@b.test", "y@b.test", "z@b.test"));

        assertThat(recipients()).containsExactlyInAnyOrder(List.of("x@b.test", "z@b.test"), List.of("y@b.test"));
        for (MailMessage message : rig.queue.messages()) {
            assertThat(rig.text(message.number()).contains("X-For: you"))
                    .isEqualTo(message.recipients().size() == 1);
        }
    }

    @Test
    void a_body_replaced_for_one_recipient_stays_away_from_the_other() throws Exception {
        rig.hook(ValidateDataSpoolEachRcpt.POINT, (message, session, context) -> {
            if (message.recipients().get(0).address().localPart().equals("y")) {
                try {
                    message.content()
                            .replaceBody(new ByteArrayInputStream("other\r\n".getBytes(StandardCharsets.US_ASCII)));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return Verdict.pass();
        });
        receive(TWO);

        assertThat(rig.queue.messages()).hasSize(2);
        assertThat(rig.text(rig.queue.messages().get(0).number())).endsWith("\r\n\r\nhello\r\n");
        assertThat(rig.text(rig.queue.messages().get(1).number())).endsWith("\r\n\r\nother\r\n");
    }

    @Test
    void one_deferred_recipient_defers_the_mail_and_nothing_is_stored() throws Exception {
        rig.hook(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) ->
                        message.recipients().get(0).address().localPart().equals("y")
                                ? Verdict.defer(452, "4.2.2", "full")
                                : Verdict.pass());
        assertThat(receive(TWO).reply().code()).isEqualTo(452);
        assertNothingIsLeft();
    }

    @Test
    void a_rejected_recipient_fails_later_while_the_other_gets_the_mail() throws Exception {
        rig.hook(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) ->
                        message.recipients().get(0).address().localPart().equals("y")
                                ? Verdict.reject(550, "5.7.1", "no")
                                : Verdict.pass());
        assertThat(receive(TWO).accepted()).isTrue();
        assertThat(recipients()).containsExactlyInAnyOrder(List.of("x@b.test"), List.of("y@b.test"));
        assertThat(rig.queue.messages().stream().filter(m -> m.state().failure() != null))
                .singleElement()
                .satisfies(m -> assertThat(m.recipients()).containsExactly(Recipient.of("y@b.test")));

        assertThat(receive(List.of("y@b.test")).reply().code()).isEqualTo(550);
    }

    @Test
    void discarded_recipients_get_nothing_and_the_client_is_told_nothing() throws Exception {
        rig.hook(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) ->
                        message.recipients().get(0).address().localPart().equals("y")
                                ? new Verdict.Discard()
                                : Verdict.pass());
        assertThat(receive(List.of("y@b.test")).accepted()).isTrue();
        assertNothingIsLeft();
        assertThat(receive(TWO).accepted()).isTrue();
        assertThat(recipients()).containsExactly(List.of("x@b.test"));
    }

    @Test
    void where_one_is_rejected_and_the_other_discarded_the_client_gets_250_and_the_sender_a_notice() throws Exception {
        rig.hook(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) ->
                        message.recipients().get(0).address().localPart().equals("y")
                                ? new Verdict.Discard()
                                : Verdict.reject(550, "5.7.1", "no"));
        assertThat(receive(TWO).accepted()).isTrue();
        assertThat(rig.queue.messages()).singleElement().satisfies(message -> {
            assertThat(message.recipients()).containsExactly(Recipient.of("x@b.test"));
            assertThat(message.state().failure()).isNotNull();
        });
    }

    @Test
    void a_handler_that_throws_defers_the_mail() throws Exception {
        rig.hook(ValidateDataSpoolEachRcpt.POINT, (message, session, context) -> {
            throw new IllegalStateException("broken");
        });
        assertThat(receive(TWO).reply().code()).isEqualTo(451);
        assertNothingIsLeft();
    }

    @Test
    void a_binding_is_chosen_by_name_or_out_of_a_group_and_told_once() throws Exception {
        rig.set("binding.one.group", "pool")
                .set("binding.two.group", "pool")
                .set("binding.alone.ehlo_name", "alone.test");
        List<String> told = new ArrayList<>();
        rig.hook(PostValidateSetBinding.POINT, message -> told.add(message.binding()));
        List<Optional<BindingChoice>> answers = new ArrayList<>(List.of(
                Optional.of(BindingChoice.binding("alone")),
                Optional.of(BindingChoice.group("pool")),
                Optional.of(BindingChoice.binding("unknown")),
                Optional.of(BindingChoice.group("empty")),
                Optional.empty()));
        rig.hook(ValidateSetBinding.POINT, message -> answers.remove(0));
        for (int i = 0; i < 5; i++) {
            assertThat(receive(TWO).accepted()).isTrue();
        }
        List<String> bindings =
                rig.queue.messages().stream().map(MailMessage::binding).toList();

        assertThat(bindings.get(0)).isEqualTo("alone");
        assertThat(bindings.get(1)).isIn("one", "two");
        assertThat(bindings.subList(2, 5)).containsOnly("default");
        assertThat(told).containsExactly("alone", bindings.get(1));
    }

    @Test
    void a_handler_chooses_within_a_group_and_an_unknown_name_leaves_it_to_chance() throws Exception {
        rig.set("binding.one.group", "pool");
        rig.hook(ValidateSetBinding.POINT, message -> Optional.of(BindingChoice.group("pool")));
        rig.hook(BindingGroupChooseBinding.POINT, (message, group) -> Optional.of("unknown"));
        receive(TWO);

        assertThat(rig.queue.messages().get(0).binding()).isEqualTo("one");
    }

    @Test
    void the_final_validation_of_one_message_refuses_all() throws Exception {
        rig.hook(
                FinalValidation.POINT,
                (message, session, context) ->
                        message.recipients().get(0).address().domain().equals("c.test")
                                ? Verdict.reject(550, "5.7.1", "unsigned")
                                : Verdict.pass());
        assertThat(receive(List.of("x@b.test", "y@c.test")).reply().code()).isEqualTo(550);
        assertNothingIsLeft();
    }

    @Test
    void the_received_field_is_a_handlers_or_its_protocol_word_is() throws Exception {
        List<Optional<String>> texts = new ArrayList<>(List.of(Optional.of("from nobody"), Optional.empty()));
        rig.hook(GetReceivedHeaderText.POINT, (message, transaction, session, context) -> texts.remove(0));
        rig.hook(GetProtocolStringForTraceHeaders.POINT, (session, context, message) -> Optional.of("UTF8SMTPSA"));
        receive(TWO);
        receive(List.of("x@b.test"));

        assertThat(rig.text(rig.queue.messages().get(0).number())).startsWith("Received: from nobody\r\nSubject:");
        assertThat(rig.text(rig.queue.messages().get(1).number()))
                .contains(" with UTF8SMTPSA id ")
                .contains("\r\n\tfor <x@b.test>; Sun, 1 Mar 2026 ");
    }

    @Test
    void a_received_text_that_would_break_the_header_counts_as_no_answer() throws Exception {
        rig.hook(
                GetReceivedHeaderText.POINT,
                (message, transaction, session, context) -> Optional.of("x\r\nBcc: all@b.test"));
        rig.hook(GetProtocolStringForTraceHeaders.POINT, (session, context, message) -> Optional.of("A\r\nB: c"));
        assertThat(receive(TWO).accepted()).isTrue();

        assertThat(rig.text(rig.queue.messages().get(0).number()))
                .startsWith("Received: from client.test ")
                .contains(" with ESMTP id ")
                .doesNotContain("Bcc", "B: c");
    }

    @Test
    void metadata_that_a_handler_stops_means_451_and_nothing_in_the_spool() throws Exception {
        rig.hook(
                PreSwapOutMeta.POINT,
                (message, flags) ->
                        message.recipients().get(0).address().domain().equals("c.test")
                                ? Verdict.fail("no")
                                : Verdict.pass());
        assertThat(receive(List.of("x@b.test", "y@c.test")).reply().code()).isEqualTo(451);
        assertNothingIsLeft();
    }

    @Test
    void a_full_spool_is_452_and_a_failing_one_451() throws Exception {
        rig.spool.fail(SpoolException.Kind.FULL, "store"::equals);
        assertThat(receive(TWO).reply().code()).isEqualTo(452);
        rig.spool.fail(SpoolException.Kind.FAILED, "store"::equals);
        assertThat(receive(TWO).reply().code()).isEqualTo(451);
        assertNothingIsLeft();
    }

    @Test
    void two_contents_of_one_mail_are_stored_as_one_or_not_at_all() throws Exception {
        rig.hook(ValidateDataSpoolEachRcpt.POINT, (message, session, context) -> {
            message.content()
                    .headers()
                    .prepend("X-For", message.recipients().get(0).toString());
            return Verdict.pass();
        });
        int[] stores = {0};
        rig.spool.fail(SpoolException.Kind.FULL, change -> change.equals("store") && ++stores[0] == 1);
        assertThat(receive(TWO).reply().code()).isEqualTo(452);
        assertNothingIsLeft();

        assertThat(receive(TWO).accepted()).isTrue();
        assertThat(stores[0]).isEqualTo(2);
        assertThat(rig.stored()).hasSize(2);
    }

    @Test
    void what_a_handler_stored_elsewhere_is_queued_and_not_in_the_spool() throws Exception {
        List<String> seen = new ArrayList<>();
        rig.hook(SwapOutMulti.POINT, messages -> {
            messages.forEach(message -> seen.add(message.recipients().toString()));
            return Optional.of(StoreOutcome.STORED);
        });
        assertThat(receive(TWO).accepted()).isTrue();
        assertThat(receive(List.of("alone@b.test")).accepted()).isTrue(); // one recipient: the spool's own
        assertThat(seen).isNotEmpty();
        assertThat(rig.stored()).hasSize(1);
        assertThat(rig.queue.messages()).hasSize(seen.size() + 1);
        assertThat(new String(rig.queue.messages().get(0).content().open().readAllBytes(), StandardCharsets.US_ASCII))
                .contains("hello");
    }

    @Test
    void a_store_that_a_handler_failed_is_451() throws Exception {
        rig.hook(SwapOutMulti.POINT, messages -> Optional.of(StoreOutcome.FAILED));
        assertThat(receive(TWO).reply().code()).isEqualTo(451);
        assertNothingIsLeft();
    }

    @Test
    void a_loop_is_refused() throws Exception {
        rig.set("max_hops", 3);
        assertThat(rig.receive("a@a.test", TWO, "Received: x\n".repeat(3) + "\nhello\n")
                        .accepted())
                .isTrue();
        assertThat(rig.receive("a@a.test", TWO, "reCEIVED: x\n".repeat(4) + "\nhello\n")
                        .reply()
                        .code())
                .isEqualTo(554);
    }

    @Test
    void a_mail_with_thousands_of_fields_gets_its_trace_field_after_a_handler_has_looked() throws Exception {
        rig.hook(ValidateDataSpoolEachRcpt.POINT, (message, session, context) -> {
            assertThat(message.content().headers().first("Subject")).isEmpty();
            return Verdict.pass();
        });
        assertThat(rig.receive("a@a.test", TWO, "X: y\n".repeat(5_000) + "\nhello\n")
                        .accepted())
                .isTrue();
        assertThat(rig.text(rig.queue.messages().get(0).number()))
                .startsWith("Received: ")
                .endsWith("X: y\r\n".repeat(5_000) + "\r\nhello\r\n");
    }

    @Test
    void a_large_body_goes_through_a_file_that_is_gone_afterwards() throws Exception {
        byte[] body = new byte[3 << 20];
        new Random(1).nextBytes(body);
        byte[] head = "Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] mail = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, mail, head.length, body.length);
        rig.receive(Sender.of("a@a.test"), List.of(Recipient.of("x@b.test")), mail);

        MailMessage message = rig.queue.messages().get(0);
        try (var in = message.content().openBody()) {
            assertThat(in.readAllBytes()).isEqualTo(body);
        }
        assertThat(message.content().headers().first("subject")).contains("large");
        try (var files = Files.list(rig.temporary)) {
            assertThat(files).isEmpty();
        }
    }
}
