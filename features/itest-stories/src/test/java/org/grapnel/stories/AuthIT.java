package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.Program;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Reply;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that other people wrote authenticate against a submission listener; what is wrong is refused, and no secret is told. */
class AuthIT {
    private static final String SECRET = "correct horse";

    @RegisterExtension
    static final Scene SCENE = new Scene();

    @TempDir
    static Path directory;

    private static ReceivingServer receiver;
    private static Instance grapnel;

    @BeforeEach
    void start() throws IOException {
        if (grapnel != null) return;
        receiver = SCENE.receiver();
        grapnel = SCENE.start(Instance.setup()
                .routeAllTo(receiver)
                .set("relay_hosts", "192.0.2.0/24")
                .set("auth.required", "true")
                .set("auth.without_tls", "true")
                .set("auth.iterations", "4096"));
        Path password = Files.writeString(directory.resolve("password"), SECRET + "\n");
        grapnel.exec("user:set tim --readable --from '" + password + "'").expectSuccess();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5"})
    void swaks_authenticates(String mechanism) throws Exception {
        send(MailClient.SWAKS, mechanism, "tim", SECRET, "swaks " + mechanism).expectSuccess();
        assertThat(receiver.awaitSubject("swaks " + mechanism, Post.LIMIT)
                        .header("Received")
                        .orElse(""))
                .contains(" with ESMTPA ");
        Finished refused = send(MailClient.SWAKS, mechanism, "tim", "wrong", "never");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.out()).contains("535 5.7.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5"})
    void the_smtplib_of_python_authenticates(String mechanism) throws Exception {
        send(MailClient.SMTPLIB, mechanism, "tim", SECRET, "python " + mechanism)
                .expectSuccess();
        receiver.awaitSubject("python " + mechanism, Post.LIMIT);
        assertThat(send(MailClient.SMTPLIB, mechanism, "tim", "wrong", "never").out())
                .isEqualTo("refused 535\n");
        assertThat(send(MailClient.SMTPLIB, mechanism, "nobody", SECRET, "never")
                        .out())
                .isEqualTo("refused 535\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void curl_authenticates(String mechanism) throws Exception {
        send(MailClient.CURL, mechanism, "tim", SECRET, "curl " + mechanism).expectSuccess();
        receiver.awaitSubject("curl " + mechanism, Post.LIMIT);
        assertThat(send(MailClient.CURL, mechanism, "tim", "wrong", "never").status())
                .isEqualTo(67); // login denied
    }

    @Test
    void the_client_of_gnu_sasl_authenticates_with_scram() {
        List<String> command = List.of(
                "gsasl",
                "--smtp",
                "--mechanism",
                "SCRAM-SHA-256",
                "--no-starttls",
                "--no-cb",
                "--connect",
                "127.0.0.1:" + grapnel.smtp().getPort(),
                "--authentication-id",
                "tim",
                "--password");
        assertThat(run(command, SECRET).expectSuccess().out()).contains("235 2.7.0");
        Finished refused = run(command, "wrong");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.out()).contains("535 5.7.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN", "PLAIN"})
    void jakarta_mail_authenticates(String mechanism) throws Exception {
        send(MailClient.JAKARTA_MAIL, mechanism, "tim", SECRET, "jakarta " + mechanism)
                .expectSuccess();
        receiver.awaitSubject("jakarta " + mechanism, Post.LIMIT);
        assertThat(send(MailClient.JAKARTA_MAIL, mechanism, "tim", "wrong", "never")
                        .out())
                .startsWith("refused 535 5.7.8");
    }

    @Test
    void nobody_sends_unauthenticated() throws IOException {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            assertThat(probe.command("MAIL FROM:<s@a.test>").expect(530).toString())
                    .isEqualTo("530 5.7.0 Authentication required");
        }
    }

    @Test
    void guessing_is_bounded() throws IOException {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            for (int i = 0; i < 3; i++) {
                probe.command("AUTH PLAIN " + base64("\0tim\0guess" + i)).expect(535);
            }
            probe.reply().expect(421);
            probe.awaitClosed();
        }
    }

    @Test
    void an_exchange_that_goes_wrong_leaves_the_session_usable() throws IOException {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.command("AUTH LOGIN").expect(334);
            probe.command("*").expect(501);
            probe.command("AUTH PLAIN !!!!").expect(501);
            probe.command("AUTH PLAIN " + base64("\0tim\0" + SECRET)).expect(235);
            probe.command("NOOP").expect(250);
        }
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.command("AUTH PLAIN").expect(334);
            assertThat(probe.command("A".repeat(20_000)).expect(500).toString()).contains("5.5.6");
            probe.command("AUTH PLAIN " + base64("\0tim\0" + SECRET)).expect(235);
        }
    }

    @Test
    void users_come_and_go_without_a_restart_and_a_broken_file_changes_nothing() throws Exception {
        Path password = Files.writeString(directory.resolve("anns"), "ann's\n");
        grapnel.exec("user:set ann --from '" + password + "'").expectSuccess();
        assertThat(login("ann", "ann's")).isEqualTo(235);
        Files.writeString(password, "ann's second\n");
        grapnel.exec("user:set ann --from '" + password + "'").expectSuccess();
        assertThat(login("ann", "ann's")).isEqualTo(535);
        assertThat(login("ann", "ann's second")).isEqualTo(235);
        assertThat(users()).contains("tim", "ann");

        Path file = grapnel.base().resolve("etc").resolve("users");
        String good = Files.readString(file);
        Files.writeString(file, good + "bob plaintext\n");
        assertThat(login("ann", "ann's second")).isEqualTo(235);
        grapnel.awaitLog("users: line \\d+: .* known before stay", Post.LIMIT);
        assertThat(grapnel.control("user:remove ann").status()).isEqualTo(1);
        Files.writeString(file, good);
        grapnel.exec("user:remove ann").expectSuccess();
        assertThat(login("ann", "ann's second")).isEqualTo(535);
        assertThat(users()).contains("tim").doesNotContain("ann");
    }

    @Test
    void no_secret_stands_in_the_log() throws Exception {
        String encoded = base64("\0tim\0" + SECRET);
        assertThat(login("tim", SECRET)).isEqualTo(235);
        assertThat(login("tim", "a-wrong-guess")).isEqualTo(535);
        grapnel.awaitLog("failed to authenticate as 'tim' with PLAIN", Post.LIMIT);
        assertThat(grapnel.log() + grapnel.stdout() + grapnel.stderr())
                .doesNotContain(SECRET, encoded, "a-wrong-guess", base64("\0tim\0a-wrong-guess"), base64(SECRET));
    }

    private static int login(String user, String password) throws IOException {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            Reply reply = probe.command("AUTH PLAIN " + base64("\0" + user + "\0" + password));
            return reply.code();
        }
    }

    private static List<String> users() {
        return StreamSupport.stream(grapnel.ask("user:list").spliterator(), false)
                .map((JsonNode row) -> row.get("name").asText())
                .toList();
    }

    private static Finished send(MailClient client, String mechanism, String user, String password, String subject)
            throws Exception {
        return client.send(Submission.plain(grapnel.smtp(), mechanism, user, password, subject));
    }

    private static Finished run(List<String> command, String last) {
        List<String> line = new ArrayList<>(command);
        line.add(last);
        return Program.run(Post.LIMIT, line, Map.of());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
