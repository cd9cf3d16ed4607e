package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.grapnel.hook.auth.TokenChecker;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each client over each kind of connection, and each mechanism of AUTH under TLS. Loopback may not relay here: a mail that comes
 * through has been authenticated.
 */
class PeersIT {
    private static final String SECRET = "correct horse";

    @RegisterExtension
    static final Scene SCENE = new Scene();

    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static ReceivingServer receiver;
    private static Instance grapnel;
    private static InetSocketAddress implicit;

    @BeforeEach
    void start() throws IOException {
        if (grapnel != null) return;
        certificates = new Certificates(directory);
        certificates.selfSigned("authority", "Authority");
        certificates.issued("authority", "server", "mx.example.com", "subjectAltName=IP:127.0.0.1");
        certificates.issued("authority", "tim", "tim");
        certificates.issued("authority", "stranger", "stranger");
        certificates.selfSigned("forged", "tim");
        implicit = FreePort.address();
        receiver = SCENE.receiver();
        grapnel = SCENE.start(Instance.setup()
                .routeAllTo(receiver)
                .plugin(tokens(), "tokens.jar")
                .set("relay_hosts", "192.0.2.0/24")
                .set("auth.without_tls", "true")
                .set("auth.iterations", "4096")
                .set("tls.certificate", certificates.file("server.pem"))
                .set("tls.key", certificates.file("server.key"))
                .set("tls.client_certificate", "optional")
                .set("tls.client_trust", certificates.file("authority.pem"))
                .set("listener.smtps.listen", "127.0.0.1:" + implicit.getPort())
                .set("listener.smtps.tls.implicit", "true"));
        Plugins.awaitLive(grapnel, "tokens.jar", "1.0.0");
        Path password = Files.writeString(directory.resolve("password"), SECRET + "\n");
        grapnel.exec("user:set tim --readable --from '" + password + "'").expectSuccess();
    }

    private static Path tokens() throws IOException {
        return PluginJar.named("org.example.tokens")
                .component(TokenBook.class, TokenChecker.class, Map.of())
                .header("Import-Package", "org.grapnel.hook.auth,org.grapnel.hook.session")
                .writeTo(directory.resolve("tokens.jar"));
    }

    /** openssl s_client has no connection without TLS. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({
        "SWAKS, PLAIN",
        "SWAKS, STARTTLS",
        "SWAKS, IMPLICIT",
        "SMTPLIB, PLAIN",
        "SMTPLIB, STARTTLS",
        "SMTPLIB, IMPLICIT",
        "CURL, PLAIN",
        "CURL, STARTTLS",
        "CURL, IMPLICIT",
        "JAKARTA_MAIL, PLAIN",
        "JAKARTA_MAIL, STARTTLS",
        "JAKARTA_MAIL, IMPLICIT",
        "OPENSSL, STARTTLS",
        "OPENSSL, IMPLICIT",
    })
    void a_client_sends_its_mail_over_a_connection(MailClient client, Channel channel) throws Exception {
        arrives(client, submission(channel, "PLAIN", SECRET, client + " over " + channel));
    }

    @ParameterizedTest(name = "{0}: {1} over {2}")
    @CsvSource({
        "PLAIN, CURL, STARTTLS",
        "LOGIN, SWAKS, STARTTLS",
        "LOGIN, SMTPLIB, IMPLICIT",
        "LOGIN, JAKARTA_MAIL, STARTTLS",
        "CRAM-MD5, SWAKS, IMPLICIT",
        "CRAM-MD5, SMTPLIB, STARTTLS",
        "SCRAM-SHA-256, SMTPLIB, STARTTLS",
        "SCRAM-SHA-256, SMTPLIB, IMPLICIT",
    })
    void a_password_lets_mail_in_under_tls_and_a_wrong_one_does_not(
            String mechanism, MailClient client, Channel channel) throws Exception {
        String subject = mechanism + " of " + client;
        arrives(client, submission(channel, mechanism, SECRET, subject));
        isRefused(client, submission(channel, mechanism, "wrong", "wrong " + subject));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"CURL, STARTTLS", "CURL, IMPLICIT", "SMTPLIB, STARTTLS", "SMTPLIB, IMPLICIT"})
    void a_bearer_token_lets_mail_in_and_an_unknown_one_does_not(MailClient client, Channel channel) throws Exception {
        String subject = "token of " + client + " over " + channel;
        arrives(client, submission(channel, "OAUTHBEARER", TokenBook.TOKEN, subject));
        isRefused(client, submission(channel, "OAUTHBEARER", "unknown", "unknown " + subject));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({
        "CURL, STARTTLS",
        "CURL, IMPLICIT",
        "SMTPLIB, STARTTLS",
        "SMTPLIB, IMPLICIT",
        "OPENSSL, STARTTLS",
        "OPENSSL, IMPLICIT",
    })
    void a_certificate_in_the_name_of_a_user_lets_mail_in(MailClient client, Channel channel) throws Exception {
        arrives(
                client,
                submission(channel, "EXTERNAL", "", "certificate of " + client + " over " + channel)
                        .showing(certificates.file("tim")));
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "IMPLICIT"})
    void a_certificate_in_another_name_does_not_make_its_bearer_the_user(Channel channel) throws Exception {
        isRefused(
                MailClient.SMTPLIB,
                submission(channel, "EXTERNAL", "", "stranger over " + channel).showing(certificates.file("stranger")));
    }

    @Test
    void a_certificate_that_nobody_vouches_for_and_none_at_all_are_offered_no_external() throws Exception {
        Submission mail = submission(Channel.STARTTLS, "EXTERNAL", "", "forged");
        assertThat(MailClient.SMTPLIB.send(mail).out()).isEqualTo("EXTERNAL is not offered\n");
        assertThat(MailClient.SMTPLIB
                        .send(mail.showing(certificates.file("forged")))
                        .out())
                .isEqualTo("EXTERNAL is not offered\n");
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_does_not_authenticate_can_not_relay(Channel channel) throws Exception {
        Finished refused = MailClient.SMTPLIB.send(submission(channel, "", "", "not authenticated over " + channel));
        assertThat(refused.out()).isEqualTo("refused 550\n");
    }

    @Test
    void what_was_authenticated_in_plain_text_is_forgotten_with_starttls() throws IOException {
        String login = "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(("\0tim\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.command(login).expect(235);
            probe.command("MAIL FROM:<s@a.test>").expect(250);
            probe.command("RCPT TO:<x@b.test>").expect(250);
            probe.command("RSET").expect(250);

            probe.startTls();
            assertThat(probe.command("EHLO probe.test").toString()).contains("AUTH SCRAM-SHA-256");
            probe.command("MAIL FROM:<s@a.test>").expect(250);
            probe.command("RCPT TO:<x@b.test>").expect(550);
            probe.command("RSET").expect(250);

            probe.command(login).expect(235);
            probe.command("MAIL FROM:<s@a.test>").expect(250);
            probe.command("RCPT TO:<x@b.test>").expect(250);
        }
    }

    private static Submission submission(Channel channel, String mechanism, String secret, String subject) {
        InetSocketAddress server = channel == Channel.IMPLICIT ? implicit : grapnel.smtp();
        return Submission.plain(server, mechanism, "tim", secret, subject)
                .over(channel, certificates.file("authority.pem"));
    }

    private static void arrives(MailClient client, Submission mail) throws Exception {
        client.send(mail).expectSuccess();
        ReceivedMail received = receiver.awaitSubject(mail.subject(), Post.LIMIT);
        assertThat(received.envelope().sender()).isEqualTo("s@a.test");
        assertThat(received.envelope().addresses()).containsExactly("x@b.test");
        assertThat(received.header("Received").orElse(""))
                .containsPattern(
                        mail.channel().secure()
                                ? " with ESMTPSA \\(TLSv1\\.[23] TLS_[A-Z0-9_]+\\) id "
                                : " with ESMTPA id ");
    }

    private static void isRefused(MailClient client, Submission mail) throws Exception {
        Finished refused = client.send(mail);
        // 67: curl's login denied; the others show the reply
        assertThat(refused.status() + " " + refused.out())
                .containsPattern("^67 |535")
                .doesNotStartWith("0 ");
        grapnel.awaitLog("failed to authenticate as 'tim' with " + mail.mechanism(), Post.LIMIT);
        assertThat(receiver.mails()).noneMatch(each -> each.subject().equals(mail.subject()));
    }
}
