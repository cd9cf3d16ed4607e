package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.PostFinalValidation;
import org.grapnel.hook.session.PreEcCanRelayTo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TakesUtf8AddressesTest {
    @TempDir
    private Path directory;

    @Test
    void an_address_in_utf8_needs_the_parameter_and_brings_its_domain_in_ascii_to_the_queue() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (RunningListener running = new RunningListener(directory, Map.of("relay_hosts", "127.0.0.0/8, ::1"));
                LineClient client = running.client()) {
            running.handle(PreEcCanRelayTo.POINT, domain -> {
                seen.add(domain);
                return java.util.Optional.empty();
            });
            running.handle(PostFinalValidation.POINT, (message, session, context) -> {
                seen.add(message.recipients().get(0).address() + " in " + message.routingDomain());
                seen.add(message.content().headers().first("Received").orElseThrow());
            });
            client.say("EHLO client.test", "250 ");
            client.say("MAIL FROM:<jürgen@example.org>", "553 5.6.7");
            client.say("MAIL FROM:<j@example.org> SMTPUTF8=yes", "501 5.5.4");
            client.say("MAIL FROM:<j@example.org>", "250 ").say("RCPT TO:<b@bücher.example>", "553 5.6.7");
            client.say("RSET", "250 ");
            client.say("MAIL FROM:<jürgen@example.org> SMTPUTF8", "250 ");
            client.say("RCPT TO:<josé@bücher.example>", "250 ");
            String latin1 =
                    new String("<josé@b.example>".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
            client.raw("RCPT TO:" + latin1 + "\r\n").expect("501 5.1.3");
            client.say("DATA", "354 ").say("Subject: grüße\r\n\r\ntext\r\n.", "250 ");
            assertThat(seen).hasSize(3);
            assertThat(seen.get(0)).isEqualTo("xn--bcher-kva.example");
            assertThat(seen.get(1)).isEqualTo("josé@bücher.example in xn--bcher-kva.example");
            assertThat(seen.get(2)).contains(" with UTF8SMTP id ").contains("for <josé@bücher.example>");
        }
    }

    @Test
    void a_handler_may_still_refuse_it() throws Exception {
        try (RunningListener running = new RunningListener(directory, Map.of("relay_hosts", "127.0.0.0/8, ::1"));
                LineClient client = running.client()) {
            running.handle(
                    org.grapnel.hook.reception.ValidateMailfrom.POINT,
                    (transaction, sender, context) ->
                            sender.address().localPart().equals("ü")
                                    ? new Verdict.Reject(org.grapnel.hook.Reply.of(550, "5.7.1", "No"))
                                    : Verdict.CONTINUE);
            client.say("EHLO client.test", "250 ");
            client.say("MAIL FROM:<ü@example.org> SMTPUTF8", "550 5.7.1");
        }
    }
}
