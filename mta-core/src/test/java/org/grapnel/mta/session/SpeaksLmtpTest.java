package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.LogRejection;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.reception.ValidateRcptto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RFC 2033. */
@Timeout(60)
class SpeaksLmtpTest {
    @TempDir
    private Path directory;

    private RunningListener running;
    private LineClient client;

    @BeforeEach
    void connect() throws Exception {
        running = new RunningListener(
                directory,
                Map.of("listener.mx.listen", "127.0.0.1:0", "listener.mx.protocol", "lmtp", "max_errors", "4"));
        client = running.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        running.close();
    }

    private LineClient envelope(String... recipients) throws Exception {
        client.say("LHLO client.test", "250 ").say("MAIL FROM:<a@client.test>", "250 ");
        for (String recipient : recipients) {
            client.say("RCPT TO:<" + recipient + ">", "250 ");
        }
        return client;
    }

    private LineClient data(String firstReply) throws Exception {
        return client.say("DATA", "354 ").say("Subject: s\r\n\r\nhello\r\n.", firstReply);
    }

    private List<String> queued() {
        return running.queue().messages().stream()
                .flatMap(message -> message.recipients().stream())
                .map(Recipient::toString)
                .toList();
    }

    /** A verdict by the local part of the recipient. */
    private static Verdict.OfDelivery byName(MailAddress recipient) {
        return switch (recipient.localPart()) {
            case "bad" -> Verdict.reject(550, "5.7.1", "not for you");
            case "late" -> Verdict.defer(450, "4.2.2", "full");
            case "gone" -> new Verdict.Discard();
            default -> Verdict.CONTINUE;
        };
    }

    private void judgeEach() {
        running.handle(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) ->
                        byName(message.recipients().get(0).address()));
    }

    @Test
    void lhlo_greets_and_ehlo_and_helo_are_unknown() throws Exception {
        client.say("EHLO client.test", "500 5.5.2")
                .say("HELO client.test", "500 5.5.2")
                .say("MAIL FROM:<a@client.test>", "503 5.5.1 Say LHLO first")
                .say("LHLO client.test", "250 ")
                .say("HELP EHLO", "504 ");
    }

    @Test
    void data_without_recipients_is_503() throws Exception {
        envelope().say("DATA", "503 5.5.1");
    }

    @Test
    void each_accepted_recipient_gets_a_reply_in_order() throws Exception {
        judgeEach();
        List<String> logged = new CopyOnWriteArrayList<>();
        running.handle(LogRejection.POINT, (time, session, context, phase, text) -> logged.add(phase + " " + text));
        envelope("good@b.test", "bad@b.test", "gone@c.test", "late@b.test", "bad@b.test", "fine@c.test");
        data("250 2.0.0")
                .expect("550 5.7.1 not for you")
                .expect("250 2.0.0")
                .expect("450 4.2.2 full")
                .expect("550 5.7.1")
                .expect("250 2.0.0");
        client.say("NOOP", "250 ");

        assertThat(queued()).containsExactly("good@b.test", "fine@c.test");
        assertThat(logged).hasSize(3).first().isEqualTo("EACH_RECIPIENT 550 5.7.1 not for you");
    }

    @Test
    void all_recipients_may_be_refused_or_discarded() throws Exception {
        judgeEach();
        envelope("bad@b.test", "late@b.test");
        data("550 5.7.1").expect("450 4.2.2");
        envelope("gone@b.test", "bad@b.test");
        data("250 2.0.0").expect("550 5.7.1");

        assertThat(queued()).isEmpty();
    }

    @Test
    void what_is_said_of_the_whole_mail_is_said_to_each() throws Exception {
        running.handle(
                ValidateDataSpool.POINT, (transaction, context) -> Verdict.reject(554, "5.7.1", "no such mails"));
        for (int mail = 0; mail < 2; mail++) {
            envelope("x@b.test", "y@b.test", "z@b.test");
            data("554 5.7.1").expect("554 5.7.1").expect("554 5.7.1");
        }
        client.say("NOOP", "250 "); // two errors, not six
    }

    @Test
    void a_recipient_discarded_at_rcpt_gets_its_reply_too() throws Exception {
        running.handle(
                ValidateRcptto.POINT,
                (transaction, recipient, context) ->
                        recipient.address().localPart().equals("gone") ? new Verdict.Discard() : Verdict.CONTINUE);
        envelope("gone@b.test", "x@b.test");
        data("250 ").expect("250 ");
        client.say("NOOP", "250 ");

        assertThat(queued()).containsExactly("x@b.test");
    }

    @Test
    void the_last_chunk_is_answered_for_each_recipient_too() throws Exception {
        judgeEach();
        envelope("good@b.test", "bad@b.test");
        client.raw("BDAT 14\r\nSubject: s\r\n\r\n").expect("250 ");
        client.raw("BDAT 7 LAST\r\nhello\r\n").expect("250 ");
        client.expect("550 5.7.1").say("NOOP", "250 ");

        assertThat(queued()).containsExactly("good@b.test");
    }

    @Test
    void the_trace_field_names_lmtp() throws Exception {
        envelope("x@b.test");
        data("250 ");

        assertThat(running.queue().messages().get(0).content().headers().first("Received"))
                .hasValueSatisfying(field -> assertThat(field).contains(" with LMTP id "));
    }

    @Test
    void an_smtp_listener_does_not_know_lhlo(@TempDir Path other) throws Exception {
        try (RunningListener smtp = new RunningListener(other, Map.of());
                LineClient talker = smtp.client()) {
            talker.say("LHLO client.test", "500 5.5.2").say("EHLO client.test", "250 ");
        }
    }
}
