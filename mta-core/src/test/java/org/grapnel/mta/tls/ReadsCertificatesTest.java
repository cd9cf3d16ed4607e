package org.grapnel.mta.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadsCertificatesTest {
    @TempDir
    private Path directory;

    private OpenSsl openSsl;

    @BeforeEach
    void make() throws Exception {
        openSsl = new OpenSsl(directory);
        openSsl.selfSigned("mx", "mx.example.com");
    }

    private Identity read(Path certificate, Path key, String passphrase) throws TlsProblem {
        return Identity.read(Material.read(certificate), Material.read(key), Optional.of(passphrase));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa:2048", "ed25519"})
    void keys_of_all_usual_kinds(String kind) throws Exception {
        openSsl.selfSigned("other", "other.example.com", kind);

        Identity identity = read(openSsl.certificate("other"), openSsl.key("other"), "");

        assertThat(identity.own().getSubjectX500Principal().getName()).isEqualTo("CN=other.example.com");
    }

    @Test
    void a_chain_and_its_key_from_one_file() throws Exception {
        openSsl.signed("leaf", "leaf.example.com", "mx");
        Path both = directory.resolve("both.pem");
        Files.writeString(
                both,
                Files.readString(openSsl.key("leaf")) + "text between\n"
                        + Files.readString(openSsl.certificate("leaf")));

        assertThat(read(both, both, "").chain()).hasSize(2);
    }

    @Test
    void a_chain_in_the_wrong_order_is_refused_with_its_place() throws Exception {
        openSsl.signed("leaf", "leaf.example.com", "mx");
        Path turned = directory.resolve("turned.pem");
        Files.writeString(
                turned, Files.readString(openSsl.certificate("mx")) + Files.readString(openSsl.certificate("leaf")));

        assertThatThrownBy(() -> read(turned, openSsl.key("mx"), ""))
                .hasMessage(
                        turned + ": certificate 2: did not issue the one before it; put the server's own certificate"
                                + " first, then its issuer, then the issuer's issuer");
    }

    @Test
    void an_encrypted_key_opens_with_its_passphrase_only() throws Exception {
        Path locked = directory.resolve("locked.key");
        openSsl.run(List.of(
                "pkcs8",
                "-topk8",
                "-in",
                openSsl.key("mx").toString(),
                "-out",
                locked.toString(),
                "-passout",
                "pass:open sesame"));

        assertThat(read(openSsl.certificate("mx"), locked, "open sesame").key().getAlgorithm())
                .isEqualTo("EC");
        assertThatThrownBy(() -> read(openSsl.certificate("mx"), locked, "open barley"))
                .hasMessage(locked
                        + ": line 1: the key can't be opened with the passphrase given; correct tls.passphrase_file");
        assertThatThrownBy(() -> Identity.read(
                        Material.read(openSsl.certificate("mx")), Material.read(locked), Optional.empty()))
                .hasMessage(locked + ": line 1: the key is encrypted; set tls.passphrase_file");
    }

    @Test
    void a_pkcs12_file_brings_chain_and_key() throws Exception {
        Path store = directory.resolve("mx.p12");
        openSsl.run(List.of(
                "pkcs12",
                "-export",
                "-in",
                openSsl.certificate("mx").toString(),
                "-inkey",
                openSsl.key("mx").toString(),
                "-out",
                store.toString(),
                "-passout",
                "pass:open sesame"));

        assertThat(read(store, store, "open sesame").chain()).hasSize(1);
        assertThatThrownBy(() -> read(store, store, "open barley"))
                .hasMessageStartingWith(store + ": can't be opened as PKCS #12: ")
                .hasMessageEndingWith("; correct tls.passphrase_file, or name another file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa:2048"})
    void a_key_of_another_certificate_is_refused(String kind) throws Exception {
        openSsl.selfSigned("other", "other.example.com", kind);

        assertThatThrownBy(() -> read(openSsl.certificate("mx"), openSsl.key("other"), ""))
                .hasMessageContaining(openSsl.key("other").toString())
                .hasMessageContaining(
                        "the key does not belong to the certificate, which is for an EC key; name the key that the"
                                + " certificate was made for");
    }

    @Test
    void what_is_missing_or_broken_is_named_with_its_file_and_line() throws Exception {
        Path absent = directory.resolve("absent.pem");
        assertThatThrownBy(() -> Material.read(absent))
                .hasMessage(absent + ": there is no such file; put it there, or name another one");

        Path cut = directory.resolve("cut.pem");
        Files.writeString(
                cut,
                "first line\n" + Files.readString(openSsl.certificate("mx")).substring(0, 200));
        assertThatThrownBy(() -> read(cut, openSsl.key("mx"), ""))
                .hasMessage(cut + ": line 2: the CERTIFICATE that begins here has no end; copy the file again");

        assertThatThrownBy(() -> read(openSsl.key("mx"), openSsl.key("mx"), ""))
                .hasMessage(
                        openSsl.key("mx") + ": holds no certificate; name a PEM file with -----BEGIN CERTIFICATE-----");
        assertThatThrownBy(() -> read(openSsl.certificate("mx"), openSsl.certificate("mx"), ""))
                .hasMessage(openSsl.certificate("mx")
                        + ": holds no private key; name a PEM file with -----BEGIN PRIVATE KEY-----");
    }

    @Test
    void an_old_form_of_key_is_refused_with_the_command_that_converts_it() throws Exception {
        Path old = directory.resolve("old.key");
        openSsl.run(List.of("ec", "-in", openSsl.key("mx").toString(), "-out", old.toString()));

        assertThatThrownBy(() -> read(openSsl.certificate("mx"), old, ""))
                .hasMessage(old + ": line 1: the key is written as EC PRIVATE KEY, not as PKCS #8; convert it: openssl"
                        + " pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }

    @Test
    void an_expired_certificate_is_told_with_its_day() throws Exception {
        Identity identity = read(openSsl.certificate("mx"), openSsl.key("mx"), "");
        Instant end = identity.own().getNotAfter().toInstant();

        assertThat(identity.invalidAt(end)).isEmpty();
        assertThat(identity.invalidAt(end.plusSeconds(1)).orElseThrow())
                .hasMessage(openSsl.certificate("mx") + ": the certificate of CN=mx.example.com expired at " + end
                        + "; renew it");
    }
}
