package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.AaaLog;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.session.AuthDecision;
import org.grapnel.hook.session.AuthOutcome;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.PostSmtpCommand;
import org.grapnel.hook.session.PreEsmtpAuth;
import org.grapnel.hook.session.UnrecognizedCommand;
import org.grapnel.hook.session.ValidateAuth;
import org.grapnel.mta.auth.UserAdmin;
import org.grapnel.mta.auth.UsersFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AUTH (RFC 4954) as a client meets it. */
@Timeout(120)
class AuthenticatesClientsTest {
    private static final String GOOD = base64("\0tim\0topsecret");
    private static final String BAD = base64("\0tim\0otherwise");

    @TempDir
    private Path directory;

    private final Map<String, Object> settings = new HashMap<>(Map.of(
            "relay_hosts",
            "192.0.2.0/24",
            "auth.without_tls",
            "true",
            "auth.iterations",
            "4096",
            "max_errors",
            "1000"));
    private RunningListener running;
    private LineClient client;

    @BeforeEach
    void addUser() throws Exception {
        new UserAdmin(new UsersFile(directory.resolve("users")), () -> 4096, new SecureRandom())
                .set("tim", "topsecret", false);
    }

    private LineClient start(String... keysAndValues) throws Exception {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        running = new RunningListener(directory, settings);
        client = running.client();
        return client;
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        running.close();
    }

    @Test
    void an_authenticated_client_may_relay_and_is_asked_no_more() throws Exception {
        start().say("EHLO c.test", "250 AUTH SCRAM-SHA-256 PLAIN LOGIN");
        client.say("AUTH PLAIN " + GOOD, "235 2.7.0").say("AUTH PLAIN " + GOOD, "503 5.5.1");
        client.say("EHLO c.test", "250 ENHANCEDSTATUSCODES");
        client.say("MAIL FROM:<a@c.test>", "250 ").say("RCPT TO:<b@foreign.test>", "250 ");
    }

    @Test
    void nothing_is_relayed_after_a_failure() throws Exception {
        start().say("EHLO c.test", "250 ").say("AUTH PLAIN " + BAD, "535 5.7.8");
        client.say("MAIL FROM:<a@c.test>", "250 ").say("RCPT TO:<b@foreign.test>", "550 5.7.1");
    }

    @Test
    void a_client_without_an_initial_response_is_asked_for_it() throws Exception {
        start().say("EHLO c.test", "250 ").say("auth plain", "334 ").say(GOOD, "235 ");
    }

    @Test
    void login_asks_twice() throws Exception {
        start().say("EHLO c.test", "250 ").say("AUTH LOGIN", "334 VXNlcm5hbWU6");
        client.say(base64("tim"), "334 UGFzc3dvcmQ6").say(base64("topsecret"), "235 ");
    }

    @Test
    void an_exchange_can_be_cancelled_and_begun_anew() throws Exception {
        start().say("EHLO c.test", "250 ").say("AUTH LOGIN", "334 ").say("*", "501 5.7.0");
        client.say("AUTH PLAIN " + GOOD, "235 ");
    }

    @Test
    void what_is_not_base64_is_refused() throws Exception {
        start("auth.max_failures", "100").say("EHLO c.test", "250 ");
        for (String garbage : List.of("%%%", "AAA", "AAAAA", "A=AA", "Ä===", "AAAA AAAA")) {
            client.say("AUTH PLAIN", "334 ").say(garbage, "501 5.5.2");
        }
        client.say("AUTH PLAIN ====", "501 5.5.2").say("AUTH PLAIN =", "501 5.5.2");
        client.say("AUTH PLAIN AA== AA==", "501 5.5.4").say("AUTH", "501 5.5.4");
    }

    @Test
    void lines_of_an_exchange_are_bounded_at_12288_bytes_and_those_of_other_commands_lower() throws Exception {
        start("auth.max_failures", "100").say("EHLO c.test", "250 ");
        String longest = "A".repeat(12_284); // with CRLF 12,286: a multiple of four
        client.say("AUTH PLAIN", "334 ").say(longest, "501 5.5.2");
        client.say("AUTH PLAIN", "334 ").say("A".repeat(12_288), "500 5.5.6");
        client.say("AUTH PLAIN " + "A".repeat(12_272), "501 5.5.2")
                .say("AUTH PLAIN " + "A".repeat(12_276), "500 5.5.6");
        client.say("NOOP " + "A".repeat(4_100), "500 5.5.6").say("NOOP", "250 ");
    }

    @Test
    void auth_has_its_place_in_a_session() throws Exception {
        start().say("AUTH PLAIN " + GOOD, "503 5.5.1");
        client.say("HELO c.test", "250 ").say("AUTH PLAIN " + GOOD, "503 5.5.1");
        client.say("EHLO c.test", "250 ").say("MAIL FROM:<a@c.test>", "250 ").say("AUTH PLAIN " + GOOD, "503 5.5.1");
        client.say("RSET", "250 ").say("AUTH PLAIN " + GOOD, "235 ");
    }

    @Test
    void mechanisms_have_to_exist_be_allowed_and_be_usable() throws Exception {
        start("auth.mechanisms", "PLAIN, CRAM-MD5, EXTERNAL, OAUTHBEARER").say("EHLO c.test", "250 AUTH PLAIN");
        client.say("AUTH DIGEST-MD5", "504 5.5.4")
                .say("AUTH LOGIN", "534 5.7.9")
                .say("AUTH CRAM-MD5", "504 5.5.4");
        client.say("AUTH EXTERNAL =", "504 5.5.4").say("AUTH OAUTHBEARER", "504 5.5.4");
    }

    @Test
    void without_tls_nothing_is_offered_unless_configured() throws Exception {
        start("auth.without_tls", "false").say("EHLO c.test", "250 ENHANCEDSTATUSCODES");
        client.say("AUTH PLAIN " + GOOD, "538 5.7.11");
    }

    @Test
    void a_listener_can_demand_authentication() throws Exception {
        start("auth.required", "true").say("EHLO c.test", "250 ").say("MAIL FROM:<a@c.test>", "530 5.7.0");
        client.say("NOOP", "250 ")
                .say("RSET", "250 ")
                .say("AUTH PLAIN " + GOOD, "235 ")
                .say("MAIL FROM:<a@c.test>", "250 ");
    }

    @Test
    void guessing_ends_the_session() throws Exception {
        start().say("EHLO c.test", "250 ").say("AUTH PLAIN " + BAD, "535 ").say("AUTH PLAIN " + BAD, "535 ");
        client.say("AUTH PLAIN " + BAD, "535 ").expect("421 4.7.0");
        client.expectEnd();
    }

    @Test
    void a_slow_exchange_is_ended() throws Exception {
        start("auth.timeout", "100ms")
                .say("EHLO c.test", "250 ")
                .say("AUTH LOGIN", "334 ")
                .expect("421 4.4.2");
        client.expectEnd();
    }

    @Test
    void scram_proves_both_sides() throws Exception {
        start().say("EHLO c.test", "250 ");
        ScramClient scram = new ScramClient("tim", "topsecret");
        String first = client.answer("AUTH SCRAM-SHA-256 " + base64(scram.first()));
        String last = client.answer(base64(scram.last(challenge(first))));
        assertThat(challenge(last)).isEqualTo(scram.serverSignature());
        client.say("", "235 ");
    }

    @Test
    void scram_with_a_wrong_password_fails_at_its_end_like_a_user_who_does_not_exist() throws Exception {
        start().say("EHLO c.test", "250 ");
        for (ScramClient scram : List.of(new ScramClient("tim", "otherwise"), new ScramClient("nobody", "x"))) {
            String first = client.answer("AUTH SCRAM-SHA-256 " + base64(scram.first()));
            client.say(base64(scram.last(challenge(first))), "535 5.7.8");
        }
    }

    @Test
    void a_client_that_does_not_take_the_servers_proof_is_not_let_in() throws Exception {
        start().say("EHLO c.test", "250 ");
        ScramClient scram = new ScramClient("tim", "topsecret");
        String first = client.answer("AUTH SCRAM-SHA-256 " + base64(scram.first()));
        client.answer(base64(scram.last(challenge(first))));
        client.say("*", "501 ").say("MAIL FROM:<a@c.test>", "250 ").say("RCPT TO:<b@foreign.test>", "550 ");
    }

    @Test
    void pre_esmtp_auth_decides_in_place_of_the_users() throws Exception {
        start().say("EHLO c.test", "250 ");
        List<Credentials> seen = new CopyOnWriteArrayList<>();
        running.handle(PreEsmtpAuth.POINT, (session, transaction, context) -> {
            Credentials credentials = session.attachment(Credentials.KEY).orElseThrow();
            seen.add(credentials);
            return credentials.user().equals("ann")
                    ? Optional.of(AuthDecision.SUCCEED)
                    : credentials.user().equals("tim") ? Optional.of(AuthDecision.FAIL) : Optional.empty();
        });
        client.say("AUTH PLAIN " + GOOD, "535 ").say("AUTH PLAIN " + base64("\0ann\0whatever"), "235 ");
        assertThat(seen)
                .containsExactly(
                        new Credentials("PLAIN", "tim", Optional.empty(), Optional.of("topsecret")),
                        new Credentials("PLAIN", "ann", Optional.empty(), Optional.of("whatever")));
        assertThat(seen.toString()).doesNotContain("topsecret");
        SmtpSession session = running.listener().sessions().get(0);
        assertThat(session.authenticated()).contains("ann");
        assertThat(session.attachment(Credentials.KEY)).isEmpty();
    }

    @Test
    void validate_auth_sees_every_end_and_its_reply_can_turn_it() throws Exception {
        start("auth.max_failures", "100").say("EHLO c.test", "250 ");
        List<String> seen = new CopyOnWriteArrayList<>();
        running.handle(ValidateAuth.POINT, (context, mechanism, user, outcome) -> {
            seen.add(mechanism + " " + user + " " + outcome + " "
                    + context.connection().get("auth_status"));
            if (outcome == AuthOutcome.PASS && seen.size() == 1) {
                context.reply(Reply.of(454, "4.7.0", "Not at this hour"));
            } else if (user.equals("guest")) {
                context.reply(Reply.of(235, "2.7.0", "Welcome guest"));
            } else if (outcome == AuthOutcome.ERROR) {
                context.reply(Reply.of(235, "2.7.0", "Nobody in particular"));
            }
        });
        client.say("AUTH PLAIN " + GOOD, "454 4.7.0 Not at this hour").say("AUTH PLAIN " + BAD, "535 ");
        client.say("AUTH LOGIN", "334 ").say("*", "501 ");
        assertThat(running.listener().sessions().get(0).authenticated()).isEmpty();
        client.say("AUTH PLAIN " + base64("\0guest\0x"), "235 2.7.0 Welcome guest");
        assertThat(running.listener().sessions().get(0).authenticated()).contains("guest");
        assertThat(running.listener().sessions().get(0).context().connection()).containsEntry("auth_status", "pass");
        assertThat(seen)
                .containsExactly(
                        "PLAIN tim PASS pass", "PLAIN tim FAIL fail", "LOGIN  ERROR error", "PLAIN guest FAIL fail");
    }

    @Test
    void accounting_is_told_of_authentications() throws Exception {
        start().say("EHLO c.test", "250 ");
        List<String> seen = new CopyOnWriteArrayList<>();
        running.handle(
                AaaLog.POINT,
                event -> seen.add(event.event() + " " + event.subject() + " "
                        + event.details().get("outcome")));
        client.say("AUTH PLAIN " + BAD, "535 ").say("AUTH PLAIN " + GOOD, "235 ");
        assertThat(seen).containsExactly("AUTHENTICATION 127.0.0.1 fail", "AUTHENTICATION tim pass");
    }

    @Test
    void handlers_of_commands_never_see_a_secret() throws Exception {
        start("auth.max_failures", "100", "auth.mechanisms", "PLAIN").say("EHLO c.test", "250 ");
        List<String> seen = new CopyOnWriteArrayList<>();
        running.handle(PostSmtpCommand.POINT, (session, line, context) -> seen.add(line.text()));
        running.handle(UnrecognizedCommand.POINT, (session, line) -> {
            seen.add(line.text());
            return Optional.empty();
        });
        client.say("AUTH PLAIN " + GOOD + "=", "501 ").say("auth  plain " + GOOD + " x", "501 ");
        client.say("AUTHX PLAIN " + GOOD, "500 ").say("AUTH\tPLAIN\t" + GOOD, "500 ");
        client.say("AUTH LOGIN", "534 ").say(base64("tim"), "500 ").say(base64("topsecret"), "500 ");
        client.say("AUTH PLAIN", "334 ").say(GOOD, "235 ");
        assertThat(seen)
                .contains("AUTH PLAIN ***", "auth  plain ***", "AUTHX PLAIN ***", "***", "AUTH PLAIN", "AUTH LOGIN")
                .noneMatch(line -> line.contains(GOOD) || line.contains(base64("topsecret")));
    }

    @Test
    void the_submitter_is_parsed_kept_and_believed_only_of_authenticated_clients() throws Exception {
        start().say("EHLO c.test", "250 ");
        List<String> seen = new CopyOnWriteArrayList<>();
        running.handle(ValidateMailfrom.POINT, (transaction, sender, context) -> {
            seen.add(transaction.senderParameters().get("AUTH"));
            return Verdict.CONTINUE;
        });
        client.say("MAIL FROM:<a@c.test> AUTH=e+3Dmc2@example.com", "250 ").say("RSET", "250 ");
        client.say("MAIL FROM:<a@c.test> AUTH=e+3dmc2@example.com", "501 5.5.4");
        client.say("MAIL FROM:<a@c.test> AUTH=a+", "501 5.5.4").say("MAIL FROM:<a@c.test> AUTH", "501 5.5.4");
        client.say("AUTH PLAIN " + GOOD, "235 ").say("MAIL FROM:<a@c.test> AUTH=e+3Dmc2@example.com", "250 ");
        client.say("RSET", "250 ").say("MAIL FROM:<a@c.test> AUTH=<>", "250 ");
        assertThat(seen).containsExactly("<>", "e+3Dmc2@example.com", "<>");
    }

    private static String challenge(String reply) {
        assertThat(reply).startsWith("334 ");
        return new String(Base64.getDecoder().decode(reply.substring(4)), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(Bytes.of(text).copy());
    }
}
