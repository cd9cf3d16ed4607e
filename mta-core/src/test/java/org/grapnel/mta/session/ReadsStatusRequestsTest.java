package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.ValidateRcptto;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Xtext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension DSN at the door (RFC 3461 4). */
@Timeout(60)
class ReadsStatusRequestsTest {
    @TempDir
    private Path directory;

    private RunningListener running;
    private LineClient client;

    @BeforeEach
    void connect() throws Exception {
        running = new RunningListener(directory, Map.of("max_errors", "100"));
        client = running.client();
        client.say("EHLO client.test", "250 ");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        running.close();
    }

    private MailMessage sent() throws Exception {
        client.say("DATA", "354").say("Subject: s\r\n\r\nx\r\n.", "250 ");
        return running.queue().messages().get(0);
    }

    @Test
    void the_parameters_are_kept_with_the_message() throws Exception {
        client.say("MAIL FROM:<a@client.test> RET=hdrs ENVID=QQ314159+2B", "250 ")
                .say("RCPT TO:<b@c.test> NOTIFY=success,FAILURE ORCPT=rfc822;Bob+2Bx@c.test", "250 ");
        MailMessage message = sent();

        assertThat(message.senderParameters()).containsEntry("RET", "hdrs").containsEntry("ENVID", "QQ314159+2B");
        assertThat(message.recipients())
                .containsExactly(new Recipient(
                        MailAddress.of("b@c.test"),
                        Map.of("NOTIFY", "success,FAILURE", "ORCPT", "rfc822;Bob+2Bx@c.test")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RET=ALL",
                "RET",
                "ENVID",
                "ENVID=a+",
                "ENVID=a+2",
                "ENVID=+2b",
                "ENVID=a+0D",
                "ENVID=+FF",
                "RET=FULL RET=HDRS"
            })
    void wrong_parameters_of_mail_are_refused(String parameters) throws Exception {
        client.say("MAIL FROM:<a@client.test> " + parameters, "501 5.5.4 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTIFY",
                "NOTIFY=ALWAYS",
                "NOTIFY=NEVER,SUCCESS",
                "NOTIFY=SUCCESS,",
                "NOTIFY=SUCCESS,SUCCESS",
                "ORCPT=b@c.test",
                "ORCPT=;b@c.test",
                "ORCPT=rfc822;",
                "ORCPT=rfc822;b+0Ac@c.test",
                "NOTIFY=NEVER NOTIFY=SUCCESS"
            })
    void wrong_parameters_of_rcpt_are_refused(String parameters) throws Exception {
        client.say("MAIL FROM:<a@client.test>", "250 ").say("RCPT TO:<b@c.test> " + parameters, "501 5.5.4 ");
    }

    @Test
    void what_is_too_long_is_refused() throws Exception {
        client.say("MAIL FROM:<a@client.test> ENVID=" + "e".repeat(101), "501 5.5.4 ")
                .say("MAIL FROM:<a@client.test> ENVID=" + "e".repeat(100), "250 ")
                .say("RCPT TO:<b@c.test> ORCPT=rfc822;" + "o".repeat(494), "501 5.5.4 ")
                .say("RCPT TO:<b@c.test> ORCPT=rfc822;" + "o".repeat(493), "250 ");
    }

    @Test
    void a_rewritten_recipient_keeps_the_address_that_the_sender_knows() throws Exception {
        running.handle(
                ValidateRcptto.POINT,
                (transaction, recipient, context) -> new Verdict.Rewrite(MailAddress.of("inner@d.test")));
        client.say("MAIL FROM:<a@client.test>", "250 ").say("RCPT TO:<b+x@c.test>", "250 ");

        assertThat(sent().recipients())
                .containsExactly(new Recipient(MailAddress.of("inner@d.test"), Map.of("ORCPT", "rfc822;b+2Bx@c.test")));
    }

    @Test
    void xtext_brings_any_text_there_and_back() {
        String text = "a+b=c d\u00e9\u4e2d~";
        assertThat(Xtext.encode(text)).isEqualTo("a+2Bb+3Dc+20d+C3+A9+E4+B8+AD~");
        assertThat(Xtext.decode(Xtext.encode(text))).contains(text);
        assertThat(Xtext.decode("a=b")).isEmpty();
        assertThat(Xtext.decode("+2")).isEmpty();
        assertThat(Xtext.decode("+2B")).contains("+");
    }
}
