package org.grapnel.mta.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.session.ClientCertificate;

/** Options of TLS on inbound sessions. */
public final class TlsOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<Optional<Path>> CERTIFICATE = TABLE.option(
            "tls.certificate",
            TlsSyntax.FILE_OR_NONE,
            Optional.empty(),
            "none: no TLS is offered",
            OptionTable.INBOUND,
            "The file with the server's certificate and those that lead to its authority: PEM, its own first, or PKCS #12"
                    + " with its key. A relative path starts at the instance's base. A changed file is noticed by itself.");
    public static final Option<Optional<Path>> KEY = TABLE.option(
            "tls.key",
            TlsSyntax.FILE_OR_NONE,
            Optional.empty(),
            "the file of tls.certificate",
            OptionTable.INBOUND,
            "The file with the private key of the certificate: PEM, PKCS #8.");
    public static final Option<Optional<Path>> PASSPHRASE_FILE = TABLE.option(
            "tls.passphrase_file",
            TlsSyntax.FILE_OR_NONE,
            Optional.empty(),
            "none",
            OptionTable.INBOUND,
            "The file whose first line opens encrypted keys and PKCS #12 files.");
    public static final Option<TlsNames> NAMES = TABLE.option(
            "tls.names",
            TlsSyntax.NAMES,
            TlsNames.NONE,
            "none",
            OptionTable.INBOUND,
            "Certificates for clients that ask for a server by name (SNI); others get that of tls.certificate.");
    public static final Option<Boolean> IMPLICIT = TABLE.option( // RFC 8314 3.3
            "tls.implicit",
            Syntax.YES_OR_NO,
            false,
            OptionTable.OF_LISTENER,
            "Whether a listener speaks TLS from the first byte, as on port 465, in place of STARTTLS.");
    public static final Option<Boolean> REQUIRED = TABLE.option( // RFC 3207 4
            "tls.required", Syntax.YES_OR_NO, false, OptionTable.INBOUND, "Whether mail is taken only inside TLS.");
    public static final Option<ClientCertificate> CLIENT_CERTIFICATE = TABLE.option(
            "tls.client_certificate",
            TlsSyntax.CLIENT_CERTIFICATE,
            ClientCertificate.NONE,
            OptionTable.INBOUND,
            "Whether clients are asked for a certificate, and served without a trusted one.");
    public static final Option<Optional<Path>> CLIENT_TRUST = TABLE.option(
            "tls.client_trust",
            TlsSyntax.FILE_OR_NONE,
            Optional.empty(),
            "the authorities that the Java runtime trusts",
            OptionTable.INBOUND,
            "The PEM file with the certificates of the authorities whose client certificates are trusted.");
    public static final Option<List<String>> PROTOCOLS = TABLE.option( // RFC 8996: nothing older
            "tls.protocols",
            TlsSyntax.PROTOCOLS,
            List.of("TLSv1.3", "TLSv1.2"),
            OptionTable.INBOUND,
            "The versions of TLS that are spoken with clients.");
    public static final Option<List<String>> CIPHERS = TABLE.option(
            "tls.ciphers",
            TlsSyntax.CIPHERS,
            List.of(),
            "those of the Java runtime",
            OptionTable.INBOUND,
            "The cipher suites that are agreed to, preferred first.");
    public static final Option<Duration> HANDSHAKE_TIMEOUT = TABLE.option(
            "tls.handshake_timeout",
            Syntax.TIME,
            Duration.ofSeconds(30),
            OptionTable.INBOUND,
            "How long a client may take for a whole TLS handshake.");

    private TlsOptions() {}

    /** Whether a listener has a certificate, for whatever name. */
    public static boolean configured(Settings settings, String listener) {
        return settings.forListener(CERTIFICATE, listener).isPresent()
                || !settings.forListener(NAMES, listener).entries().isEmpty();
    }
}
