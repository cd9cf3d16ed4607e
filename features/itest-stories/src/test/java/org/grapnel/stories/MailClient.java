package org.grapnel.stories;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.Program;
import org.grapnel.testkit.Swaks;

/** Clients that other people wrote. Each checks the server's certificate, and sends one mail or ends with a status that is not 0. */
enum MailClient {
    SWAKS {
        @Override
        Finished send(Submission mail) {
            List<String> options =
                    new ArrayList<>(List.of("--timeout", "15", "--from", "s@a.test", "--to", "x@b.test"));
            options.addAll(List.of("--header", "Subject: " + mail.subject()));
            if (!mail.mechanism().isEmpty()) {
                options.addAll(List.of("--auth", mail.mechanism(), "--auth-user", mail.user()));
                options.addAll(List.of("--auth-password", mail.secret()));
            }
            if (mail.channel().secure()) {
                options.add(mail.channel() == Channel.STARTTLS ? "-tls" : "--tls-on-connect");
                options.addAll(List.of("--tls-verify", "--tls-ca-path", mail.trust()));
            }
            return Swaks.run(mail.server(), Post.LIMIT, options.toArray(String[]::new));
        }
    },

    SMTPLIB {
        @Override
        Finished send(Submission mail) throws IOException {
            try (InputStream script = MailClient.class.getResourceAsStream("smtplib_client.py")) {
                if (script == null) throw new AssertionError("no smtplib_client.py on the class path");
                List<String> command = new ArrayList<>(
                        List.of("python3", "-c", new String(script.readAllBytes(), StandardCharsets.UTF_8)));
                command.addAll(List.of(mail.port(), mail.channel().name(), mail.mechanism(), mail.user()));
                command.addAll(List.of(mail.secret(), mail.subject(), mail.trust(), mail.certificate()));
                return Program.run(Post.LIMIT, command, Map.of());
            }
        }
    },

    CURL {
        @Override
        Finished send(Submission mail) throws IOException {
            Path content = Files.createTempFile("mail", ".eml");
            try {
                Files.writeString(content, "Subject: " + mail.subject() + "\r\n\r\nhello\r\n");
                List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "15"));
                command.addAll(List.of("--mail-from", "s@a.test", "--mail-rcpt", "x@b.test"));
                command.addAll(List.of("--upload-file", content.toString(), "--url"));
                command.add((mail.channel() == Channel.IMPLICIT ? "smtps" : "smtp") + "://127.0.0.1:" + mail.port()
                        + "/client.test");
                if (mail.channel() == Channel.STARTTLS) command.add("--ssl-reqd");
                if (mail.channel().secure()) command.addAll(List.of("--cacert", mail.trust()));
                if (!mail.certificate().isEmpty()) {
                    command.addAll(List.of("--cert", mail.certificate() + ".pem"));
                    command.addAll(List.of("--key", mail.certificate() + ".key"));
                }
                if (!mail.mechanism().isEmpty()) command.addAll(credentials(mail));
                return Program.run(Post.LIMIT, command, Map.of());
            } finally {
                Files.delete(content);
            }
        }

        private List<String> credentials(Submission mail) {
            String mechanism = "AUTH=" + mail.mechanism();
            return mail.mechanism().equals("OAUTHBEARER")
                    ? List.of("--login-options", mechanism, "--oauth2-bearer", mail.secret(), "--user", mail.user())
                    : List.of("--login-options", mechanism, "--user", mail.user() + ":" + mail.secret());
        }
    },

    JAKARTA_MAIL {
        @Override
        Finished send(Submission mail) throws Exception {
            String protocol = mail.channel() == Channel.IMPLICIT ? "smtps" : "smtp";
            String prefix = "mail." + protocol + ".";
            Properties properties = new Properties();
            properties.put(prefix + "timeout", "15000");
            properties.put(prefix + "writetimeout", "15000");
            properties.put(prefix + "connectiontimeout", "15000");
            properties.put(prefix + "auth", Boolean.toString(!mail.mechanism().isEmpty()));
            properties.put(prefix + "auth.mechanisms", mail.mechanism());
            properties.put(prefix + "starttls.enable", Boolean.toString(mail.channel() == Channel.STARTTLS));
            properties.put(prefix + "starttls.required", Boolean.toString(mail.channel() == Channel.STARTTLS));
            properties.put(prefix + "ssl.checkserveridentity", "true");
            if (mail.channel().secure()) properties.put(prefix + "ssl.socketFactory", trusting(Path.of(mail.trust())));
            try {
                hand(mail, Session.getInstance(properties), protocol);
                return new Finished(0, "", "");
            } catch (AuthenticationFailedException e) {
                return new Finished(3, "refused " + e.getMessage(), "");
            }
        }

        private void hand(Submission mail, Session session, String protocol) throws MessagingException {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress("s@a.test"));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress("x@b.test"));
            message.setSubject(mail.subject());
            message.setText("hello");
            try (Transport transport = session.getTransport(protocol)) {
                transport.connect("127.0.0.1", mail.server().getPort(), mail.user(), mail.secret());
                transport.sendMessage(message, message.getAllRecipients());
            }
        }

        private SSLSocketFactory trusting(Path authority) throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream in = Files.newInputStream(authority)) {
                store.setCertificateEntry(
                        "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        }
    },

    /** Carries the lines of a session; it speaks PLAIN and EXTERNAL, and nothing without TLS. */
    OPENSSL {
        @Override
        Finished send(Submission mail) throws IOException {
            List<String> command =
                    new ArrayList<>(List.of("openssl", "s_client", "-quiet", "-crlf", "-verify_return_error"));
            command.addAll(List.of("-connect", "127.0.0.1:" + mail.port(), "-verify_ip", "127.0.0.1"));
            command.addAll(List.of("-CAfile", mail.trust()));
            if (mail.channel() == Channel.STARTTLS) command.addAll(List.of("-starttls", "smtp"));
            if (!mail.certificate().isEmpty()) {
                command.addAll(List.of("-cert", mail.certificate() + ".pem", "-key", mail.certificate() + ".key"));
            }
            try (ScriptedClient session = ScriptedClient.start(command)) {
                if (mail.channel() == Channel.IMPLICIT) session.expect(220);
                session.say("EHLO openssl.test").expect(250);
                if (!mail.mechanism().isEmpty())
                    session.say(authentication(mail)).expect(235);
                session.say("MAIL FROM:<s@a.test>").expect(250);
                session.say("RCPT TO:<x@b.test>").expect(250);
                session.say("DATA").expect(354);
                session.say("Subject: " + mail.subject() + "\n\nhello\n.").expect(250);
                session.say("QUIT").expect(221);
                return new Finished(0, session.toString(), "");
            }
        }

        private String authentication(Submission mail) {
            String response =
                    switch (mail.mechanism()) {
                        case "PLAIN" -> "\0" + mail.user() + "\0" + mail.secret();
                        case "EXTERNAL" -> mail.user();
                        default -> throw new AssertionError("the script has no " + mail.mechanism());
                    };
            return "AUTH " + mail.mechanism() + " "
                    + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8));
        }
    };

    /** Sends the mail; the client's exit status and what it said. */
    abstract Finished send(Submission mail) throws Exception;
}
