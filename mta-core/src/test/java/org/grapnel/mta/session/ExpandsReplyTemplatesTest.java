package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.reception.ValidateExpandString;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.reception.ValidateRcptto;
import org.grapnel.hook.session.ValidateEhlo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExpandsReplyTemplatesTest {
    @TempDir
    private Path directory;

    private RunningListener running;
    private LineClient client;

    @BeforeEach
    void connect() throws Exception {
        running = new RunningListener(directory, Map.of("hostname", "mx.ours.test"));
        client = running.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        running.close();
    }

    private void refuseSenders(String text) {
        running.handle(ValidateMailfrom.POINT, (transaction, sender, context) -> Verdict.reject(550, "5.7.1", text));
    }

    @Test
    void a_refusal_names_what_it_is_about() throws Exception {
        running.handle(ValidateEhlo.POINT, (session, name, context) -> {
            context.connection().put("reason", "list\r\n 7");
            return Verdict.CONTINUE;
        });
        running.handle(
                ValidateRcptto.POINT,
                (transaction, recipient, context) -> Verdict.reject(
                        550,
                        "5.7.1",
                        "%{recipient} at %{recipient_domain} from %{sender} (%{client_address}, %{ehlo}) by %{hostname}: %{connection.reason}%{message.none}"));
        client.say("EHLO client.test", "250 ")
                .say("MAIL FROM:<a@client.test>", "250 ")
                .say(
                        "RCPT TO:<b@c.test>",
                        "550 5.7.1 b@c.test at c.test from a@client.test (127.0.0.1, client.test) by mx.ours.test: list?? 7");
    }

    @Test
    void what_nobody_knows_is_nothing_and_an_escaped_macro_stays() throws Exception {
        refuseSenders("a%{unknown}b %%{sender} 100% %{ %{}");
        client.say("EHLO client.test", "250 ").say("MAIL FROM:<a@client.test>", "550 5.7.1 ab %{sender} 100% %{ %{}");
    }

    @Test
    void a_handler_is_asked_once_with_the_whole_template_and_values_are_not_looked_at_again() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        running.handle(ValidateExpandString.POINT, (template, variables, session, context) -> {
            asked.add(template + "|" + variables.get("listener"));
            return Optional.of(template.replace("%{site}", "example"));
        });
        refuseSenders("%{site} and %{site} say no to %{sender}");
        client.say("EHLO client.test", "250 ")
                .say(
                        "MAIL FROM:<\"%{site}\"@client.test>",
                        "550 5.7.1 example and example say no to \"%{site}\"@client.test");

        assertThat(asked).containsExactly("%{site} and %{site} say no to %{sender}|mx");
    }

    @Test
    void no_handler_is_asked_where_the_engine_knows_all() throws Exception {
        List<String> asked = new ArrayList<>();
        running.handle(ValidateExpandString.POINT, (template, variables, session, context) -> {
            asked.add(template);
            return Optional.empty();
        });
        refuseSenders("not %{sender_domain}");
        client.say("EHLO client.test", "250 ").say("MAIL FROM:<a@client.test>", "550 5.7.1 not client.test");

        assertThat(asked).isEmpty();
    }

    @Test
    void what_the_client_wrote_is_no_template() throws Exception {
        try (RunningListener closed =
                        new RunningListener(directory.resolve("closed"), Map.of("relay_hosts", "192.0.2.0/24"));
                LineClient stranger = closed.client()) {
            stranger.say("EHLO client.test", "250 ")
                    .say("MAIL FROM:<a@client.test>", "250 ")
                    .say("RCPT TO:<%{ehlo}@foreign.test>", "550 5.7.1 Relaying denied for <%{ehlo}@foreign.test>");
        }
    }

    @Test
    void the_expanded_text_keeps_to_the_bounds_of_a_reply() throws Exception {
        running.handle(
                ValidateExpandString.POINT,
                (template, variables, session, context) -> Optional.of("x".repeat(100_000) + "\nlast"));
        refuseSenders("%{much}");
        client.say("EHLO client.test", "250 ")
                .say("MAIL FROM:<a@client.test>", "550 5.7.1 xxx")
                .say("NOOP", "250 ");
    }

    @Test
    void a_reply_of_several_lines_set_for_success_is_expanded_too() throws Exception {
        running.handle(ValidateMailfrom.POINT, (transaction, sender, context) -> {
            context.reply(Reply.of(250, "2.1.0", "hello\nto %{sender}"));
            return Verdict.CONTINUE;
        });
        client.say("EHLO client.test", "250 ").say("MAIL FROM:<a@client.test>", "250 2.1.0 to a@client.test");
    }

    @Test
    void a_refusal_of_one_recipient_after_the_data_names_him() throws Exception {
        running.handle(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) -> Verdict.reject(550, "5.7.1", "not to %{recipient}"));
        client.say("EHLO client.test", "250 ")
                .say("MAIL FROM:<a@client.test>", "250 ")
                .say("RCPT TO:<b@c.test>", "250 ")
                .say("DATA", "354 ")
                .say("Subject: s\r\n\r\nx\r\n.", "550 5.7.1 not to b@c.test");
    }
}
