package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Reply;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Swaks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that other people wrote authenticate against a submission listener; what is wrong is refused, and no secret is told. */
class AuthIT {
    private static final String SECRET = "correct horse";
    private static final String PYTHON =
            """
            import smtplib, sys
            port, mechanism, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
            with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
                server.ehlo()
                server.user, server.password = user, password
                method = getattr(server, "auth_" + mechanism.lower().replace("-", "_"))
                try:
                    code, text = server.auth(mechanism, method)
                except smtplib.SMTPAuthenticationError as e:
                    print("refused", e.smtp_code)
                    sys.exit(3)
                assert code == 235, text
                server.sendmail("s@a.test", ["x@b.test"], "Subject: python " + mechanism + "\\r\\n\\r\\nhello\\r\\n")
            """;

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
    void swaks_authenticates(String mechanism) {
        swaks(mechanism, SECRET, "swaks " + mechanism).expectSuccess();
        assertThat(receiver.awaitSubject("swaks " + mechanism, Post.LIMIT)
                        .header("Received")
                        .orElse(""))
                .contains(" with ESMTPA ");
        Finished refused = swaks(mechanism, "wrong", "never");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.out()).contains("535 5.7.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5"})
    void the_smtplib_of_python_authenticates(String mechanism) throws Exception {
        assertThat(python(mechanism, "tim", SECRET)).isEqualTo("0 ");
        receiver.awaitSubject("python " + mechanism, Post.LIMIT);
        assertThat(python(mechanism, "tim", "wrong")).isEqualTo("3 refused 535");
        assertThat(python(mechanism, "nobody", SECRET)).isEqualTo("3 refused 535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void curl_authenticates(String mechanism) throws Exception {
        Path mail = Files.writeString(
                directory.resolve("mail-" + mechanism), "Subject: curl " + mechanism + "\r\n\r\nhello\r\n");
        List<String> command = List.of(
                "curl",
                "--silent",
                "--show-error",
                "--max-time",
                "20",
                "--url",
                "smtp://127.0.0.1:" + grapnel.smtp().getPort() + "/client.test",
                "--mail-from",
                "s@a.test",
                "--mail-rcpt",
                "x@b.test",
                "--upload-file",
                mail.toString(),
                "--login-options",
                "AUTH=" + mechanism,
                "--user");
        assertThat(run(command, "tim:" + SECRET)).startsWith("0 ");
        receiver.awaitSubject("curl " + mechanism, Post.LIMIT);
        assertThat(run(command, "tim:wrong")).startsWith("67 "); // login denied
    }

    @Test
    void the_client_of_gnu_sasl_authenticates_with_scram() throws Exception {
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
        assertThat(run(command, SECRET)).startsWith("0 ").contains("235 2.7.0");
        assertThat(run(command, "wrong")).doesNotStartWith("0 ").contains("535 5.7.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN", "PLAIN"})
    void jakarta_mail_authenticates(String mechanism) throws Exception {
        jakarta(mechanism, SECRET);
        receiver.awaitSubject("jakarta " + mechanism, Post.LIMIT);
        assertThatThrownBy(() -> jakarta(mechanism, "wrong")).isInstanceOf(AuthenticationFailedException.class);
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

    private static Finished swaks(String mechanism, String password, String subject) {
        return Swaks.run(
                grapnel.smtp(),
                Post.LIMIT,
                "--from",
                "s@a.test",
                "--to",
                "x@b.test",
                "--auth",
                mechanism,
                "--auth-user",
                "tim",
                "--auth-password",
                password,
                "--header",
                "Subject: " + subject);
    }

    private static String python(String mechanism, String user, String password) throws Exception {
        return run(
                List.of("python3", "-c", PYTHON, Integer.toString(grapnel.smtp().getPort()), mechanism, user),
                password);
    }

    /** Exit status and output. */
    private static String run(List<String> command, String last) throws Exception {
        List<String> line = new ArrayList<>(command);
        line.add(last);
        Process process = new ProcessBuilder(line)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .start();
        SCENE.closing(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + output.strip();
    }

    private static void jakarta(String mechanism, String password) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.auth.mechanisms", mechanism);
        properties.put("mail.smtp.timeout", "20000");
        properties.put("mail.smtp.connectiontimeout", "20000");
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("s@a.test"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("x@b.test"));
        message.setSubject("jakarta " + mechanism);
        message.setText("hello");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", grapnel.smtp().getPort(), "tim", password);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
