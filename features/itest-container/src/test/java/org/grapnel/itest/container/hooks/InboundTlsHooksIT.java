package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.session.ClientCertificate;
import org.grapnel.hook.session.EcSslSSLCTXFixup;
import org.grapnel.hook.session.GetInboundTlsParameters;
import org.grapnel.hook.session.InboundSmtpTlsPostAccept;
import org.grapnel.hook.session.InboundSmtpTlsVerifyCallback;
import org.grapnel.hook.session.TlsMaterial;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/** The client is openssl s_client. */
public class InboundTlsHooksIT extends HookStory {
    private static final String CERTIFICATE = "grapnel.set.tls.certificate";

    @Override
    @Configuration
    public Option[] distribution() throws Exception {
        Path files = Files.createTempDirectory("tls");
        for (String name : List.of("usual", "other", "client")) {
            openssl(
                    "",
                    "req",
                    "-x509",
                    "-nodes",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-subj",
                    "/CN=" + name + ".container.test",
                    "-keyout",
                    files.resolve(name + ".key").toString(),
                    "-out",
                    files.resolve(name + ".pem").toString());
        }
        openssl(
                "",
                "pkcs8",
                "-topk8",
                "-in",
                files.resolve("other.key").toString(),
                "-out",
                files.resolve("locked.key").toString(),
                "-passout",
                "pass:open sesame");
        List<Option> options = new ArrayList<>(Arrays.asList(super.distribution()));
        options.add(CoreOptions.frameworkProperty(CERTIFICATE)
                .value(files.resolve("usual.pem").toString()));
        options.add(CoreOptions.frameworkProperty("grapnel.set.tls.key")
                .value(files.resolve("usual.key").toString()));
        return options.toArray(Option[]::new);
    }

    private static String openssl(String input, String... arguments) throws IOException, InterruptedException {
        Path given = Files.writeString(Files.createTempFile("openssl", ".txt"), input);
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(given.toFile())
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
            Files.delete(given);
        }
    }

    private String client(String... more) throws IOException, InterruptedException {
        var address = address("grapnel.set.smtp.listen");
        List<String> arguments = new ArrayList<>(List.of(
                "s_client",
                "-connect",
                "127.0.0.1:" + address.getPort(),
                "-starttls",
                "smtp",
                "-tls1_3",
                "-ign_eof",
                "-crlf"));
        arguments.addAll(List.of(more));
        return openssl("QUIT\n", arguments.toArray(String[]::new));
    }

    private Path file(String name) {
        return Path.of(context.getProperty(CERTIFICATE)).resolveSibling(name);
    }

    @Test
    public void get_inbound_tls_parameters_sees_the_name_and_chooses_the_certificate() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        handler(GetInboundTlsParameters.class, (parameters, session, dictionaries) -> {
            String name = dictionaries.connection().getOrDefault("tls_server_name", "-");
            names.add(name);
            return name.equals("other.container.test")
                    ? parameters.withCertificate(
                            TlsMaterial.file(file("other.pem")), TlsMaterial.file(file("other.key")))
                    : parameters;
        });

        assertThat(client("-servername", "other.container.test"))
                .contains("subject=CN = other.container.test", "221 2.0.0");
        assertThat(client("-noservername")).contains("subject=CN = usual.container.test", "221 2.0.0");
        assertThat(names).containsExactly("other.container.test", "-");
    }

    @Test
    public void ec_ssl_SSL_CTX_fixup_brings_the_passphrase_of_a_key() throws Exception {
        handler(
                GetInboundTlsParameters.class,
                (parameters, session, dictionaries) -> parameters.withCertificate(
                        TlsMaterial.file(file("other.pem")), TlsMaterial.file(file("locked.key"))));
        assertThat(client()).doesNotContain("221 2.0.0");

        List<String> seen = new CopyOnWriteArrayList<>();
        handler(EcSslSSLCTXFixup.class, (builder, role, domain, parameters) -> {
            seen.add(role + " " + domain.orElse("-") + " " + parameters.key().isPresent());
            return builder.withPassphrase("open sesame");
        });
        assertThat(client("-servername", "fixup.container.test"))
                .contains("subject=CN = other.container.test", "221 2.0.0");
        assertThat(seen).contains("SERVER fixup.container.test true");
    }

    @Test
    public void inbound_smtp_tls_verify_callback_trusts_whom_the_engine_does_not() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(GetInboundTlsParameters.class, (parameters, session, dictionaries) -> parameters
                .withClientCertificate(ClientCertificate.REQUIRED)
                .withTrust(TlsMaterial.file(file("usual.pem"))));
        handler(InboundSmtpTlsVerifyCallback.class, (session, check, subject, issuer, chain) -> {
            seen.add(check.trusted() + " '" + subject + "' '" + issuer + "' " + chain.size());
            return Optional.of(subject.equals("CN=client.container.test"));
        });
        String[] shown = {
            "-cert", file("client.pem").toString(), "-key", file("client.key").toString()
        };

        assertThat(client(shown)).contains("221 2.0.0");
        assertThat(client()).contains("221 2.0.0"); // RFC 3207 4.1: QUIT is served, nothing else
        assertThat(seen)
                .containsExactly("false 'CN=client.container.test' 'CN=client.container.test' 1", "false '' '' 0");
    }

    @Test
    public void inbound_smtp_tls_post_accept_ends_the_session_inside_tls() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(InboundSmtpTlsPostAccept.class, (session, tls) -> {
            seen.add(tls.protocol() + " " + tls.serverName().orElse("-"));
            return new Verdict.Disconnect(Reply.of(421, "4.7.0", "Not today"));
        });

        assertThat(client("-servername", "late.container.test")).contains("421 4.7.0 Not today");
        assertThat(seen).containsExactly("TLSv1.3 late.container.test");
    }
}
