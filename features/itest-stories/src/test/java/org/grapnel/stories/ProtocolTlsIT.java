package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Swaks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Inbound TLS with clients of other people's making. */
class ProtocolTlsIT {
    private static final String PYTHON =
            """
            import smtplib, ssl, sys
            port, implicit, trust, key = int(sys.argv[1]), sys.argv[2] == "implicit", sys.argv[3], sys.argv[4]
            context = ssl.create_default_context(cafile=trust)
            if key:
                context.load_cert_chain(key + ".pem", key + ".key")
            def sent(server):
                server.sendmail("s@a.test", ["x@b.test"], "Subject: " + sys.argv[5] + "\\r\\n\\r\\n" + "A line.\\r\\n" * 5000)
                server.quit()
            if implicit:
                server = smtplib.SMTP_SSL("127.0.0.1", port, local_hostname="py.test", timeout=15, context=context)
            else:
                server = smtplib.SMTP("127.0.0.1", port, local_hostname="py.test", timeout=15)
                server.starttls(context=context)
            sent(server)
            """;

    @RegisterExtension
    static final Scene SCENE = new Scene();

    @TempDir
    static Path files;

    private static ReceivingServer receiver;
    private static Instance grapnel;
    private static InetSocketAddress implicit;
    private static InetSocketAddress strict;

    @BeforeEach
    void start() throws Exception {
        if (grapnel != null) return;
        Certificates certificates = new Certificates(files);
        certificates.selfSigned("mx", "mx.example.com", "subjectAltName=IP:127.0.0.1");
        certificates.selfSigned("mx2", "renewed.example.com", "subjectAltName=IP:127.0.0.1");
        certificates.selfSigned("named", "named.example.org", "subjectAltName=DNS:named.example.org");
        certificates.selfSigned("client", "client.example.com", "subjectAltName=DNS:client.example.com");
        implicit = FreePort.address();
        strict = FreePort.address();
        receiver = SCENE.receiver();
        grapnel = SCENE.start(Instance.setup()
                .routeAllTo(receiver)
                .set("tls.certificate", file("mx.pem"))
                .set("tls.key", file("mx.key"))
                .set("tls.names", "named.example.org=" + file("named.pem") + ":" + file("named.key"))
                .set("tls.handshake_timeout", "2s")
                .set("listener.smtps.listen", written(implicit))
                .set("listener.smtps.tls.implicit", "true")
                .set("listener.strict.listen", written(strict))
                .set("listener.strict.tls.required", "true")
                .set("listener.strict.tls.client_certificate", "required")
                .set("listener.strict.tls.client_trust", file("client.pem")));
    }

    private static String written(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static String file(String name) {
        return files.resolve(name).toString();
    }

    /** What a program says, whatever its exit status; it gets the input and has a limit. */
    private static String run(String input, String... command) throws Exception {
        Path given = Files.writeString(Files.createTempFile(files, "input", ".txt"), input);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(given.toFile())
                .start();
        SCENE.closing(process::destroyForcibly);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static String sClient(InetSocketAddress server, String... more) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-connect", written(server), "-ign_eof", "-crlf"));
        command.addAll(List.of(more));
        return run("QUIT\n", command.toArray(String[]::new));
    }

    private static void python(InetSocketAddress server, String how, String key, String subject) throws Exception {
        assertThat(run(
                        "",
                        "python3",
                        "-c",
                        PYTHON,
                        Integer.toString(server.getPort()),
                        how,
                        file("mx.pem"),
                        key.isEmpty() ? "" : file(key),
                        subject))
                .isEmpty();
    }

    @Test
    void openssl_starts_tls_and_gets_the_certificate_of_the_name_it_asks_for() throws Exception {
        assertThat(sClient(grapnel.smtp(), "-starttls", "smtp", "-tls1_3", "-servername", "named.example.org"))
                .contains("subject=CN = named.example.org", "221 2.0.0");
        assertThat(sClient(grapnel.smtp(), "-starttls", "smtp", "-tls1_2", "-servername", "other.example.org"))
                .contains("subject=CN = mx.example.com", "TLSv1.2", "221 2.0.0");
        assertThat(sClient(implicit, "-noservername")).contains("subject=CN = mx.example.com", "ESMTP", "221 2.0.0");
        assertThat(sClient(implicit, "-tls1_1", "-cipher", "ALL@SECLEVEL=0")).doesNotContain("221 2.0.0");
    }

    @Test
    void a_client_can_not_ask_for_one_handshake_after_the_other() throws Exception {
        Process process = new ProcessBuilder(
                        "timeout",
                        "20",
                        "openssl",
                        "s_client",
                        "-connect",
                        written(grapnel.smtp()),
                        "-starttls",
                        "smtp",
                        "-tls1_2")
                .redirectErrorStream(true)
                .start();
        SCENE.closing(process::destroyForcibly);
        process.getOutputStream().write("R\n".getBytes(StandardCharsets.US_ASCII)); // its command for another handshake
        process.getOutputStream().flush();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("RENEGOTIATING", "alert handshake failure");
    }

    @Test
    void mail_over_tls_says_so_in_its_trace() throws Exception {
        Swaks.run(
                        grapnel.smtp(),
                        Post.LIMIT,
                        "-tls",
                        "--from",
                        "s@a.test",
                        "--to",
                        "x@b.test",
                        "--header",
                        "Subject: swaks over tls")
                .expectSuccess();
        ReceivedMail mail = receiver.awaitSubject("swaks over tls", Post.LIMIT);
        assertThat(mail.header("Received").toString())
                .containsPattern("with ESMTPS \\(TLSv1\\.[23] TLS_[A-Z0-9_]+\\) id");

        python(grapnel.smtp(), "starttls", "", "python starttls");
        python(implicit, "implicit", "", "python implicit");
        assertThat(receiver.awaitSubject("python starttls", Post.LIMIT).body()).hasSizeGreaterThan(40_000);
        assertThat(receiver.awaitSubject("python implicit", Post.LIMIT).body()).hasSizeGreaterThan(40_000);
    }

    @Test
    void a_listener_that_requires_tls_and_a_certificate_takes_mail_with_both_only() throws Exception {
        try (SmtpProbe probe = SmtpProbe.greeted(strict)) {
            assertThat(probe.command("MAIL FROM:<s@a.test>").toString())
                    .isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
            probe.startTls();
            probe.command("EHLO probe.test").expect(554);
            probe.command("QUIT").expect(221);
        }
        python(strict, "starttls", "client", "with a certificate");
        receiver.awaitSubject("with a certificate", Post.LIMIT);
    }

    @Test
    void a_command_behind_starttls_in_the_same_packet_is_never_executed() throws Exception {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.raw("STARTTLS\r\nMAIL FROM:<injected@a.test>\r\n".getBytes(StandardCharsets.US_ASCII));
            probe.reply().expect(503);
            probe.awaitClosed();
        }
    }

    @Test
    void a_handshake_that_hangs_ends_at_its_deadline_while_others_are_served() throws Exception {
        List<SmtpProbe> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) silent.add(SmtpProbe.connect(implicit));
            python(implicit, "implicit", "", "while others hang");
            receiver.awaitSubject("while others hang", Post.LIMIT);
            for (SmtpProbe each : silent) each.awaitClosed();
        } finally {
            for (SmtpProbe each : silent) each.close();
        }
        grapnel.awaitLog("TLS handshake failed: the client took too long", Post.LIMIT);
    }

    @Test
    void a_mail_that_requires_tls_is_not_sent_on_in_plain_text() throws Exception {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.startTls();
            assertThat(probe.command("EHLO probe.test").toString()).contains("REQUIRETLS");
            probe.command("MAIL FROM:<careful@a.test> REQUIRETLS").expect(250);
            probe.command("RCPT TO:<secret@b.test>").expect(250);
            probe.command("DATA").expect(354);
            probe.content("Subject: secret\n\nNot for everybody's eyes.\n").expect(250);
        }
        Await.until(
                Post.LIMIT,
                () -> Post.finalEvents(grapnel, "secret@b.test") > 0,
                () -> "no end of the mail that requires TLS: " + grapnel.evidence());
        assertThat(Post.events(grapnel, "failed", "secret@b.test")).isOne();
        ReceivedMail notice = Await.value(
                Post.LIMIT,
                () -> receiver.mails().stream()
                        .filter(mail -> mail.envelope().addresses().contains("careful@a.test"))
                        .findFirst(),
                () -> "no notice for the sender");
        assertThat(notice.body()).contains("5.7.30").doesNotContain("Not for everybody's eyes");
        assertThat(receiver.mails()).noneMatch(mail -> mail.subject().equals("secret"));
    }

    @Test
    void certificates_change_under_load_without_a_failed_handshake() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(3);
        SCENE.closing(clients::shutdownNow);
        Callable<Integer> client = () -> {
            int handshakes = 0;
            while (!done.get() || handshakes == 0) {
                try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
                    probe.startTls();
                    probe.command("EHLO probe.test").expect(250);
                    handshakes++;
                }
            }
            return handshakes;
        };
        List<Future<Integer>> running = List.of(clients.submit(client), clients.submit(client), clients.submit(client));
        Path mine = files.resolve("mx-kept");
        Files.createDirectories(mine);
        try {
            copy(files, "mx", mine, "mx");
            Files.writeString(files.resolve("mx.pem"), "broken");
            assertThat(grapnel.ask("tls:reload").toString()).contains("holds no certificate");
            assertThat(subject()).contains("mx.example.com");
            copy(files, "mx2", files, "mx");
            Await.until(
                    Post.LIMIT, () -> subject().contains("renewed.example.com"), () -> "the old one is still there");
            copy(mine, "mx", files, "mx");
            grapnel.ask("tls:reload");
            assertThat(subject()).contains("mx.example.com");
            assertThat(sClient(grapnel.smtp(), "-starttls", "smtp")).contains("subject=CN = mx.example.com");
        } finally {
            done.set(true);
        }
        for (Future<Integer> each : running)
            assertThat(each.get(30, TimeUnit.SECONDS)).isPositive();
        grapnel.awaitLog("mx.pem: holds no certificate; .*; the old certificate stays in force", Post.LIMIT);
    }

    private static String subject() {
        return grapnel.ask("tls:list").get(0).get("subject").asText();
    }

    private static void copy(Path from, String name, Path to, String as) throws IOException {
        for (String end : List.of(".key", ".pem")) {
            Path staged = Files.copy(
                    from.resolve(name + end), to.resolve(as + end + ".new"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    staged, to.resolve(as + end), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void a_key_of_another_certificate_is_told_at_the_start_and_starttls_waits_for_the_right_one() throws Exception {
        try (Instance wrong = Instance.setup()
                .routeAllTo(receiver)
                .set("tls.certificate", file("named.pem"))
                .set("tls.key", file("client.key"))
                .start()) {
            wrong.awaitLog(
                    "client.key: line 1: the key does not belong to the certificate|client.key: the key does not belong",
                    Post.LIMIT);
            try (SmtpProbe probe = SmtpProbe.greeted(wrong.smtp())) {
                probe.command("STARTTLS").expect(454);
                probe.command("NOOP").expect(250);
            }
        }
    }

    @Test
    void a_listener_with_tls_but_no_certificate_is_refused_at_the_start() throws Exception {
        assertThat(Instance.setup()
                        .set("tls.required", "true")
                        .expectStartFailure()
                        .toString())
                .contains(
                        "listener.smtp.tls.required: the listener has no certificate; write listener.smtp.tls.certificate"
                                + " = file");
    }
}
