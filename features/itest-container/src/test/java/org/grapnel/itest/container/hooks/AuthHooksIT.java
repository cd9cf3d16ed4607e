package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Reply;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.auth.PasswordChecker;
import org.grapnel.hook.auth.TokenChecker;
import org.grapnel.hook.session.AuthDecision;
import org.grapnel.hook.session.AuthOutcome;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.PostSmtpCommand;
import org.grapnel.hook.session.PreEsmtpAuth;
import org.grapnel.hook.session.ValidateAuth;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.osgi.framework.Constants;

public class AuthHooksIT extends HookStory {
    private static final String LISTENER = "grapnel.set.listener.login.listen";

    /** With a listener that asks for authentication and allows it without TLS. */
    @Override
    @Configuration
    public Option[] distribution() throws Exception {
        return OptionUtils.combine(
                super.distribution(),
                frameworkProperty(LISTENER).value("127.0.0.1:" + FreePort.next()),
                frameworkProperty("grapnel.set.listener.login.auth.required").value("true"),
                frameworkProperty("grapnel.set.listener.login.auth.without_tls").value("true"),
                frameworkProperty("grapnel.set.listener.login.relay_hosts").value("192.0.2.0/24"));
    }

    @Before
    public void addUser() throws IOException {
        Path password = Files.writeString(Files.createTempFile("password", ".txt"), "topsecret\n");
        ask("user:set tim --from " + password);
        Files.delete(password);
    }

    @Test
    public void pre_esmtp_auth_sees_the_credentials_and_decides_in_place_of_the_users() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(PreEsmtpAuth.class, (session, transaction, dictionaries) -> {
            Credentials credentials = session.attachment(Credentials.KEY).orElseThrow();
            seen.add(credentials.mechanism() + " " + credentials.user() + " "
                    + credentials.password().orElse(""));
            return switch (credentials.user()) {
                case "ann" -> Optional.of(AuthDecision.SUCCEED);
                case "tim" -> Optional.of(AuthDecision.FAIL);
                default -> Optional.empty();
            };
        });
        try (SmtpProbe probe = SmtpProbe.greeted(address(LISTENER))) {
            assertThat(plain(probe, "tim", "topsecret")).startsWith("535 5.7.8");
            probe.command("MAIL FROM:<a@c.test>").expect(530);
            assertThat(plain(probe, "nobody", "x")).startsWith("535 5.7.8");
            assertThat(plain(probe, "ann", "anything")).startsWith("235 2.7.0");
            probe.mail("a@c.test", List.of("b@foreign.test"), "Subject: by ann\n\n.")
                    .expect(250);
        }
        assertThat(receiver.awaitSubject("by ann", PATIENCE).header("Received").orElse(""))
                .contains(" with ESMTPA ");
        assertThat(seen).containsExactly("PLAIN tim topsecret", "PLAIN nobody x", "PLAIN ann anything");
    }

    @Test
    public void validate_auth_sees_how_it_ended_and_its_reply_can_turn_that() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(ValidateAuth.class, (dictionaries, mechanism, user, outcome) -> {
            seen.add(mechanism + " " + user + " " + outcome + " "
                    + dictionaries.connection().get("auth_status"));
            if (outcome == AuthOutcome.PASS) {
                dictionaries.reply(Reply.of(535, "5.7.8", "Locked out"));
            } else if (user.equals("guest")) {
                dictionaries.reply(Reply.of(235, "2.7.0", "Welcome guest"));
            }
        });
        try (SmtpProbe probe = SmtpProbe.greeted(address(LISTENER))) {
            assertThat(plain(probe, "tim", "topsecret")).isEqualTo("535 5.7.8 Locked out");
            probe.command("MAIL FROM:<a@c.test>").expect(530);
            assertThat(plain(probe, "guest", "x")).isEqualTo("235 2.7.0 Welcome guest");
            probe.mail("a@c.test", List.of("b@foreign.test"), "Subject: by guest\n\n.")
                    .expect(250);
        }
        receiver.awaitSubject("by guest", PATIENCE);
        assertThat(seen).containsExactly("PLAIN tim PASS pass", "PLAIN guest FAIL fail");
    }

    @Test
    public void validate_auth_can_end_the_session() throws Exception {
        handler(ValidateAuth.class, (dictionaries, mechanism, user, outcome) -> dictionaries.disconnect());
        try (SmtpProbe probe = SmtpProbe.greeted(address(LISTENER))) {
            assertThat(plain(probe, "tim", "wrong")).startsWith("535");
            probe.awaitClosed();
        }
    }

    @Test
    public void stores_are_services_of_any_bundle_in_rank_order_before_the_users_file() throws Exception {
        handler(
                PasswordChecker.class,
                (user, password, session) ->
                        user.equals("zoe") ? new Judgement.Accepted("zoe@low.test") : Judgement.UNKNOWN);
        handler(
                PasswordChecker.class,
                (user, password, session) -> user.equals("zoe") && password.equals("z")
                        ? new Judgement.Accepted("zoe@high.test")
                        : Judgement.UNKNOWN,
                Map.of(Constants.SERVICE_RANKING, 7));
        List<String> users = new CopyOnWriteArrayList<>();
        handler(PostSmtpCommand.class, (session, line, dictionaries) -> session.authenticated()
                .ifPresent(users::add));
        for (String password : List.of("z", "y")) {
            try (SmtpProbe probe = SmtpProbe.greeted(address(LISTENER))) {
                assertThat(plain(probe, "zoe", password)).startsWith("235");
            }
        }
        try (SmtpProbe probe = SmtpProbe.greeted(address(LISTENER))) {
            assertThat(plain(probe, "tim", "topsecret")).startsWith("235");
        }
        assertThat(users).containsExactly("zoe@high.test", "zoe@low.test", "tim");
    }

    @Test
    public void oauthbearer_is_offered_while_a_service_checks_tokens() throws Exception {
        try (SmtpProbe probe = SmtpProbe.connect(address(LISTENER))) {
            probe.reply().expect(220);
            assertThat(probe.command("EHLO c.test").toString())
                    .contains("AUTH ")
                    .doesNotContain("OAUTHBEARER");
            handler(
                    TokenChecker.class,
                    (token, user, session) ->
                            token.equals("good-token") ? new Judgement.Accepted("robot") : Judgement.UNKNOWN);
            assertThat(probe.command("EHLO c.test").toString()).contains("OAUTHBEARER");
            probe.command("AUTH OAUTHBEARER " + base64("n,,\u0001auth=Bearer bad-token\u0001\u0001"))
                    .expect(334);
            probe.command("AQ==").expect(535);
            probe.command("AUTH OAUTHBEARER " + base64("n,,\u0001auth=Bearer good-token\u0001\u0001"))
                    .expect(235);
        }
    }

    private static String plain(SmtpProbe probe, String user, String password) throws IOException {
        return probe.command("AUTH PLAIN " + base64("\0" + user + "\0" + password))
                .toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
