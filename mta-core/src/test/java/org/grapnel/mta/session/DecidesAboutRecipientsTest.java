package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.ValidateRcptto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate_rcptto} promises: its handlers are asked before the relay check, and some decisions stand above it. */
@Timeout(60)
class DecidesAboutRecipientsTest {
    private static final String OURS = "RCPT TO:<b@ours.example>";
    private static final String FOREIGN = "RCPT TO:<b@foreign.example>";

    @TempDir
    private Path directory;

    private RunningListener running;
    private LineClient client;

    @BeforeEach
    void connect() throws Exception {
        running = new RunningListener(
                directory, Map.of("relay_hosts", "192.0.2.0/24", "relay_domains", "ours.example", "max_errors", "4"));
        client = running.client();
        client.say("EHLO client.test", "250 ").say("MAIL FROM:<a@client.test>", "250 ");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        running.close();
    }

    @Test
    void without_handlers_the_relay_check_decides() throws Exception {
        client.say(OURS, "250 2.1.5").say(FOREIGN, "550 5.7.1");
    }

    @Test
    void continue_leaves_the_decision_to_the_relay_check() throws Exception {
        deciding(Verdict.CONTINUE);
        client.say(OURS, "250 2.1.5").say(FOREIGN, "550 5.7.1");
    }

    @Test
    void accept_stands_above_the_relay_check() throws Exception {
        deciding(new Verdict.Accept());
        client.say(FOREIGN, "250 2.1.5");
        send();
        assertThat(recipients()).containsExactly("b@foreign.example");
    }

    @Test
    void the_relay_check_applies_to_the_rewritten_address() throws Exception {
        deciding(new Verdict.Rewrite(MailAddress.of("c@ours.example")));
        client.say(FOREIGN, "250 2.1.5");
        send();
        assertThat(recipients()).containsExactly("c@ours.example");
    }

    @Test
    void a_rewriting_to_a_foreign_address_is_refused() throws Exception {
        deciding(new Verdict.Rewrite(MailAddress.of("c@foreign.example")));
        client.say(OURS, "550 5.7.1 Relaying denied for <c@foreign.example>");
    }

    @Test
    void discard_answers_250_and_nothing_is_queued() throws Exception {
        deciding(new Verdict.Discard());
        client.say(FOREIGN, "250 2.1.5");
        send();
        assertThat(running.queue().size()).isZero();
    }

    @Test
    void a_refusal_is_the_reply_whatever_the_relay_check_would_say() throws Exception {
        deciding(Verdict.reject(550, "5.1.1", "no such user"));
        client.say(OURS, "550 5.1.1 no such user").say(FOREIGN, "550 5.1.1 no such user");
    }

    @Test
    void a_session_ends_when_too_many_commands_were_refused_for_good() throws Exception {
        client.say(FOREIGN, "550 ").say("DATA", "554 ").say("XYZZY", "500 ");
        client.say("MAIL FROM:<again@client.test>", "503 ").expect("421 4.7.0").expectEnd();
    }

    @Test
    void deferrals_are_no_errors_of_the_clients() throws Exception {
        deciding(Verdict.defer(451, "4.7.1", "greylisted"));
        for (int i = 0; i < 10; i++) {
            client.say(OURS, "451 4.7.1");
        }
        client.say("NOOP", "250 ");
    }

    @Test
    void an_accepted_mail_starts_the_count_of_errors_anew() throws Exception {
        client.say(FOREIGN, "550 ").say("XYZZY", "500 ").say("XYZZY", "500 ").say(OURS, "250 ");
        send();
        client.say("XYZZY", "500 ").say("XYZZY", "500 ").say("XYZZY", "500 ").say("NOOP", "250 ");
    }

    private void deciding(Verdict.OfRecipient verdict) throws Exception {
        running.handle(ValidateRcptto.POINT, (transaction, recipient, context) -> verdict);
        // a transaction sees the handlers that it began with: another one
        client.say("RSET", "250 ").say("MAIL FROM:<a@client.test>", "250 ");
    }

    private void send() throws Exception {
        client.say("DATA", "354 ").say("Subject: x\r\n\r\ntext\r\n.", "250 ");
    }

    private List<String> recipients() {
        return running.queue().messages().stream()
                .flatMap(message -> message.recipients().stream())
                .map(Recipient::address)
                .map(MailAddress::toString)
                .toList();
    }
}
