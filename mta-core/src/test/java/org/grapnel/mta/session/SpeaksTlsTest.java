package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.session.ClientCertificate;
import org.grapnel.hook.session.EcSslSSLCTXFixup;
import org.grapnel.hook.session.GetInboundTlsParameters;
import org.grapnel.hook.session.InboundSmtpTlsPostAccept;
import org.grapnel.hook.session.InboundSmtpTlsVerifyCallback;
import org.grapnel.mta.tls.OpenSsl;
import org.grapnel.mta.tls.ShowsItsKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SpeaksTlsTest {
    @TempDir
    private Path directory;

    private OpenSsl openSsl;
    private final Map<String, Object> keys = new HashMap<>();

    @BeforeEach
    void make() throws Exception {
        openSsl = new OpenSsl(directory);
        openSsl.selfSigned("mx", "mx.example.com");
        keys.put("tls.certificate", "mx.pem");
        keys.put("tls.key", "mx.key");
        keys.put("listener.mx.listen", "127.0.0.1:0");
    }

    private RunningListener server() throws Exception {
        return new RunningListener(directory, keys);
    }

    /** One side of a conversation, in plain text or in TLS. */
    private final class Client implements AutoCloseable {
        private Socket socket;
        private BufferedReader replies;
        private final SSLContext context;
        private final Optional<String> name;

        Client(RunningListener server, Optional<String> identity, Optional<String> name) throws Exception {
            this.context = trusting(identity);
            this.name = name;
            use(new Socket(
                    server.listener().address().getAddress(),
                    server.listener().address().getPort()));
        }

        private void use(Socket used) throws IOException {
            socket = used;
            socket.setSoTimeout(30_000);
            replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        List<String> reply() throws IOException {
            List<String> lines = new ArrayList<>();
            do {
                lines.add(String.valueOf(replies.readLine()));
            } while (lines.get(lines.size() - 1).startsWith("-", 3));
            return lines;
        }

        List<String> say(String line) throws IOException {
            raw(line + "\r\n");
            return reply();
        }

        void raw(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String last(String line) throws IOException {
            List<String> lines = say(line);
            return lines.get(lines.size() - 1);
        }

        Client greeted() throws IOException {
            assertThat(reply().get(0)).startsWith("220 ");
            assertThat(last("EHLO client.example.org")).startsWith("250 ");
            return this;
        }

        Client startTls() throws IOException {
            assertThat(last("STARTTLS")).startsWith("220 ");
            return handshake();
        }

        Client handshake() throws IOException {
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "mx", 25, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setServerNames(name.map(host -> List.<javax.net.ssl.SNIServerName>of(new SNIHostName(host)))
                    .orElse(List.of()));
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            use(secured);
            return this;
        }

        String server() throws IOException {
            return ((X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }

        boolean ended() throws IOException {
            try {
                return replies.readLine() == null;
            } catch (SocketException | SSLException reset) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Trusts every self-signed certificate of this test. */
    private SSLContext trusting(Optional<String> identity) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var files = Files.newDirectoryStream(directory, "*.pem")) {
            for (Path file : files) {
                trusted.setCertificateEntry(file.getFileName().toString(), certificate(file));
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] own = identity.isPresent() ? new KeyManager[] {new ShowsItsKey(openSsl, identity.get())} : null;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private Client client(RunningListener server) throws Exception {
        return new Client(server, Optional.empty(), Optional.empty());
    }

    @Test
    void starttls_is_offered_in_plain_text_only_and_forgets_what_was_said_before() throws Exception {
        try (RunningListener server = server();
                Client client = client(server)) {
            assertThat(client.reply().get(0)).startsWith("220 ");
            assertThat(client.last("STARTTLS")).startsWith("503 5.5.1 Say EHLO");
            assertThat(client.say("EHLO client.example.org"))
                    .contains("250 STARTTLS")
                    .doesNotContain("250-REQUIRETLS", "250 REQUIRETLS");
            assertThat(client.last("STARTTLS now")).startsWith("501 ");
            assertThat(client.last("MAIL FROM:<a@example.com> REQUIRETLS")).startsWith("530 5.7.10");
            assertThat(client.last("MAIL FROM:<a@example.com>")).startsWith("250 ");

            client.startTls();

            assertThat(client.last("RCPT TO:<b@example.com>")).startsWith("503 ");
            assertThat(client.last("MAIL FROM:<a@example.com>")).startsWith("503 5.5.1 Say EHLO");
            assertThat(client.say("EHLO client.example.org"))
                    .contains("250 REQUIRETLS")
                    .doesNotContain("250-STARTTLS");
            assertThat(client.last("STARTTLS")).startsWith("503 5.5.1 TLS is active");
            assertThat(client.last("MAIL FROM:<a@example.com> REQUIRETLS")).startsWith("250 ");
            assertThat(client.last("QUIT")).startsWith("221 ");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void without_a_certificate_there_is_no_starttls() throws Exception {
        keys.remove("tls.certificate");
        try (RunningListener server = server();
                Client client = client(server)) {
            client.reply();
            assertThat(client.say("EHLO x")).noneMatch(line -> line.contains("STARTTLS"));
            assertThat(client.last("STARTTLS")).startsWith("502 ");
        }
    }

    @Test
    void a_certificate_that_can_not_be_used_is_a_temporary_failure() throws Exception {
        Files.delete(openSsl.key("mx"));
        try (RunningListener server = server();
                Client client = client(server).greeted()) {
            assertThat(client.last("STARTTLS")).startsWith("454 4.7.0");
            assertThat(client.last("NOOP")).startsWith("250 ");
        }
    }

    @Test
    void what_follows_starttls_in_one_packet_is_never_executed() throws Exception {
        List<String> senders = new CopyOnWriteArrayList<>();
        try (RunningListener server = server();
                Client client = client(server).greeted()) {
            server.handle(org.grapnel.hook.reception.ValidateMailfrom.POINT, (transaction, sender, context) -> {
                senders.add(sender.address().toString());
                return Verdict.CONTINUE;
            });
            client.raw("STARTTLS\r\nMAIL FROM:<injected@example.com>\r\n");
            assertThat(client.reply().get(0)).startsWith("503 5.5.1");
            assertThat(client.ended()).isTrue();
        }
        assertThat(senders).isEmpty();
    }

    @Test
    void bytes_between_the_reply_and_the_handshake_are_no_handshake() throws Exception {
        try (RunningListener server = server();
                Client client = client(server).greeted()) {
            assertThat(client.last("STARTTLS")).startsWith("220 ");
            client.raw("MAIL FROM:<injected@example.com>\r\n");
            assertThat(client.socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.ISO_8859_1)
                    .doesNotContain("250");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\026\003\001\002", "\026\003\001\000\001\001"})
    void a_handshake_that_hangs_ends_at_its_deadline(String begin) throws Exception {
        keys.put("tls.handshake_timeout", "200ms");
        try (RunningListener server = server();
                Client client = client(server).greeted()) {
            assertThat(client.last("STARTTLS")).startsWith("220 ");
            client.raw(begin);
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void records_that_drip_do_not_gain_time() throws Exception {
        keys.put("command_timeout", "300ms");
        try (RunningListener server = server();
                Client client = client(server).greeted()) {
            Socket plain = client.socket;
            client.startTls();
            long begun = System.nanoTime();
            byte[] header = {23, 3, 3, 64, 0};
            try {
                for (int i = 0; Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 20; i++) {
                    plain.getOutputStream().write(i < header.length ? header[i] : 0);
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                }
            } catch (SocketException closed) {
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
                return;
            }
            assertThat(plain).as("still open").isNull();
        }
    }

    @Test
    void implicit_tls_begins_before_the_banner() throws Exception {
        keys.put("listener.mx.tls.implicit", true);
        try (RunningListener server = server();
                Client client = client(server).handshake().greeted()) {
            assertThat(client.last("STARTTLS")).startsWith("503 ");
            assertThat(server.listener().sessions().get(0).tls().orElseThrow().protocol())
                    .isEqualTo("TLSv1.3");
        }
    }

    @Test
    void a_client_that_is_silent_before_implicit_tls_holds_up_nobody() throws Exception {
        keys.put("listener.mx.tls.implicit", true);
        try (RunningListener server = server();
                Client silent = client(server);
                Client client = client(server).handshake().greeted()) {
            assertThat(client.last("NOOP")).startsWith("250 ");
            assertThat(silent.socket.isClosed()).isFalse();
        }
    }

    @Test
    void the_name_that_is_asked_for_chooses_the_certificate() throws Exception {
        openSsl.selfSigned("one", "one.example.org");
        openSsl.selfSigned("rest", "rest.example.org");
        keys.put("tls.names", "one.example.org=one.pem:one.key, *.example.org=rest.pem:rest.key");
        try (RunningListener server = server()) {
            assertThat(shown(server, Optional.of("ONE.example.org"))).isEqualTo("CN=one.example.org");
            assertThat(shown(server, Optional.of("two.example.org"))).isEqualTo("CN=rest.example.org");
            assertThat(shown(server, Optional.of("other.example.net"))).isEqualTo("CN=mx.example.com");
            assertThat(shown(server, Optional.empty())).isEqualTo("CN=mx.example.com");
        }
    }

    private String shown(RunningListener server, Optional<String> name) throws Exception {
        try (Client client =
                new Client(server, Optional.empty(), name).greeted().startTls()) {
            return client.server();
        }
    }

    @Test
    void where_tls_is_required_only_its_beginning_is_served_in_plain_text() throws Exception {
        keys.put("tls.required", true);
        try (RunningListener server = server();
                Client client = client(server).greeted()) {
            assertThat(client.last("MAIL FROM:<a@example.com>"))
                    .isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
            assertThat(client.last("NOOP")).startsWith("250 ");
            client.startTls();
            assertThat(client.last("EHLO x")).startsWith("250 ");
            assertThat(client.last("MAIL FROM:<a@example.com>")).startsWith("250 ");
        }
    }

    @Test
    void a_required_client_certificate_is_asked_for_and_missed() throws Exception {
        openSsl.selfSigned("ca", "ca.example.com");
        openSsl.signed("client", "client.example.com", "ca");
        openSsl.selfSigned("stranger", "stranger.example.com");
        keys.put("tls.client_certificate", "required");
        keys.put("tls.client_trust", "ca.pem");
        try (RunningListener server = server()) {
            try (Client without = client(server).greeted().startTls()) {
                assertThat(without.last("EHLO x")).startsWith("554 5.7.0 A trusted client certificate is required");
                assertThat(without.last("MAIL FROM:<a@example.com>")).startsWith("554 5.7.0");
                assertThat(without.last("QUIT")).startsWith("221 ");
            }
            try (Client with = new Client(server, Optional.of("client"), Optional.empty())
                    .greeted()
                    .startTls()) {
                assertThat(with.last("EHLO x")).startsWith("250 ");
                var tls = server.listener().sessions().stream()
                        .filter(session -> session.ehloName().equals(Optional.of("x")))
                        .findFirst()
                        .orElseThrow()
                        .tls()
                        .orElseThrow();
                assertThat(tls.peerVerified()).isTrue();
                assertThat(tls.peerChain().get(0).getSubjectX500Principal()).hasToString("CN=client.example.com");
            }
            try (Client stranger = new Client(server, Optional.of("stranger"), Optional.empty()).greeted()) {
                assertThat(refused(stranger)).isTrue();
            }
        }
    }

    private static boolean refused(Client client) {
        try {
            return client.startTls().last("EHLO x").equals("null");
        } catch (IOException e) {
            return true; // TLS 1.3 tells the client at its next read, TLS 1.2 in the handshake
        }
    }

    @Test
    void an_optional_client_certificate_is_noted_whoever_signed_it() throws Exception {
        openSsl.selfSigned("stranger", "stranger.example.com");
        keys.put("tls.client_certificate", "optional");
        try (RunningListener server = server();
                Client client = new Client(server, Optional.of("stranger"), Optional.empty())
                        .greeted()
                        .startTls()) {
            assertThat(client.last("EHLO x")).startsWith("250 ");
            var tls = server.listener().sessions().get(0).tls().orElseThrow();
            assertThat(tls.peerChain()).hasSize(1);
            assertThat(tls.peerVerified()).isFalse();
        }
    }

    @Test
    void the_hooks_of_tls_see_the_session_and_decide() throws Exception {
        openSsl.selfSigned("other", "other.example.com");
        openSsl.selfSigned("stranger", "stranger.example.com");
        List<String> seen = new CopyOnWriteArrayList<>();
        try (RunningListener server = server()) {
            server.handle(GetInboundTlsParameters.POINT, (parameters, session, context) -> {
                seen.add("parameters " + context.connection().get("tls_server_name"));
                return parameters
                        .withClientCertificate(ClientCertificate.REQUIRED)
                        .withCertificate(
                                org.grapnel.hook.session.TlsMaterial.file(openSsl.certificate("other")),
                                org.grapnel.hook.session.TlsMaterial.file(openSsl.key("other")));
            });
            server.handle(EcSslSSLCTXFixup.POINT, (builder, role, domain, parameters) -> {
                seen.add("context " + role + " " + domain.orElse("-"));
                return builder;
            });
            server.handle(InboundSmtpTlsVerifyCallback.POINT, (session, check, subject, issuer, chain) -> {
                seen.add("verify " + check.trusted() + " '" + subject + "' " + chain.size());
                return Optional.of(subject.equals("CN=stranger.example.com"));
            });
            server.handle(InboundSmtpTlsPostAccept.POINT, (session, tls) -> {
                seen.add("accept " + tls.peerVerified());
                return tls.peerVerified()
                        ? Verdict.CONTINUE
                        : new Verdict.Disconnect(Reply.of(421, "4.7.0", "not you"));
            });
            try (Client client = new Client(server, Optional.of("stranger"), Optional.of("in.example.com"))
                    .greeted()
                    .startTls()) {
                assertThat(client.server()).isEqualTo("CN=other.example.com");
                assertThat(client.last("EHLO x")).startsWith("250 ");
            }
            try (Client client = client(server).greeted().startTls()) {
                assertThat(client.reply().get(0)).isEqualTo("421 4.7.0 not you");
                assertThat(client.ended()).isTrue();
            }
        }
        assertThat(seen)
                .containsSubsequence(
                        "parameters in.example.com",
                        "context SERVER in.example.com",
                        "verify false 'CN=stranger.example.com' 1",
                        "accept true",
                        "parameters null",
                        "verify false '' 0",
                        "accept false");
    }

    @Test
    void a_shutdown_says_goodbye_inside_tls() throws Exception {
        try (RunningListener server = server();
                Client client = client(server).greeted().startTls()) {
            assertThat(client.last("EHLO x")).startsWith("250 ");
            server.listener().drain();
            server.listener().awaitSessions(Duration.ofSeconds(20));
            assertThat(client.reply().get(0)).startsWith("421 4.3.2");
            assertThat(client.ended()).isTrue();
        }
    }
}
