package org.grapnel.mta.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.Source;
import org.grapnel.mta.dispatch.Dispatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadsCertificatesTest {
    private static final Duration LOOK = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final Moving clock = new Moving();
    private OpenSsl openSsl;
    private InboundTls tls;

    private static final class Moving extends Clock {
        private Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void make() throws Exception {
        openSsl = new OpenSsl(directory);
        openSsl.selfSigned("mx", "old.example.com");
        openSsl.selfSigned("next", "new.example.com");
        Settings settings = Settings.of(Map.of("tls.certificate", "mx.pem", "tls.key", "mx.key"), Source.named("test"));
        Dispatcher dispatcher = new Dispatcher(() -> Duration.ofSeconds(5));
        tls = new InboundTls(() -> settings, dispatcher::live, directory, clock);
    }

    private String inForce() throws TlsProblem {
        return tls.context("smtp", tls.parameters("smtp", Optional.empty()), Optional.empty())
                .identity()
                .orElseThrow()
                .own()
                .getSubjectX500Principal()
                .getName();
    }

    private Optional<String> problem() {
        return tls.installed().get(0).problem().map(Throwable::getMessage);
    }

    @Test
    void a_changed_file_is_noticed_at_the_next_look_and_not_before() throws Exception {
        assertThat(inForce()).isEqualTo("CN=old.example.com");
        openSsl.replace("mx", "next");
        assertThat(inForce()).isEqualTo("CN=old.example.com");

        clock.now = clock.now.plus(LOOK);

        assertThat(inForce()).isEqualTo("CN=new.example.com");
    }

    @Test
    void the_command_looks_at_once() throws Exception {
        assertThat(inForce()).isEqualTo("CN=old.example.com");
        openSsl.replace("mx", "next");

        assertThat(tls.reload().get(0).certificate().orElseThrow().getSubjectX500Principal())
                .hasToString("CN=new.example.com");
        assertThat(inForce()).isEqualTo("CN=new.example.com");
    }

    @Test
    void half_a_replacement_keeps_the_old_pair_until_the_other_half_is_there() throws Exception {
        assertThat(inForce()).isEqualTo("CN=old.example.com");
        openSsl.replace(openSsl.certificate("mx"), openSsl.certificate("next"));
        clock.now = clock.now.plus(LOOK);

        assertThat(inForce()).isEqualTo("CN=old.example.com");
        assertThat(problem().orElseThrow()).startsWith(openSsl.key("mx") + ": the key does not belong");

        openSsl.replace(openSsl.key("mx"), openSsl.key("next"));
        clock.now = clock.now.plus(LOOK);
        assertThat(inForce()).isEqualTo("CN=new.example.com");
        assertThat(problem()).isEmpty();
    }

    @Test
    void a_file_that_went_away_leaves_the_old_certificate_in_force() throws Exception {
        assertThat(inForce()).isEqualTo("CN=old.example.com");
        Files.delete(openSsl.certificate("mx"));
        clock.now = clock.now.plus(LOOK);

        assertThat(inForce()).isEqualTo("CN=old.example.com");
        assertThat(problem().orElseThrow()).contains("there is no such file");
    }

    @Test
    void a_certificate_that_expired_is_no_replacement_for_one_that_did_not() throws Exception {
        openSsl.run(java.util.List.of(
                "req",
                "-x509",
                "-days",
                "300",
                "-key",
                openSsl.key("mx").toString(),
                "-subj",
                "/CN=long.example.com",
                "-out",
                directory.resolve("long.pem").toString()));
        Path thirtyDays = directory.resolve("thirty.pem");
        Files.copy(openSsl.certificate("mx"), thirtyDays);
        openSsl.replace(openSsl.certificate("mx"), directory.resolve("long.pem"));
        assertThat(inForce()).isEqualTo("CN=long.example.com");

        clock.now = clock.now.plus(Duration.ofDays(60));
        openSsl.replace(openSsl.certificate("mx"), thirtyDays);

        assertThat(inForce()).isEqualTo("CN=long.example.com");
        assertThat(problem().orElseThrow()).contains("the certificate of CN=old.example.com expired at ");
    }

    @Test
    void where_nothing_is_in_force_the_file_is_tried_again_until_it_is_good() throws Exception {
        Files.delete(openSsl.key("mx"));
        assertThatThrownBy(this::inForce).isInstanceOf(TlsProblem.class).hasMessageContaining("there is no such file");

        openSsl.replace("mx", "next");
        clock.now = clock.now.plus(LOOK);

        assertThat(inForce()).isEqualTo("CN=new.example.com");
    }

    @Test
    void a_cipher_that_the_runtime_lacks_is_refused_when_the_context_is_built() throws Exception {
        var strange = tls.parameters("smtp", Optional.empty()).withCiphers(java.util.List.of("TLS_ROT13"));

        assertThatThrownBy(() -> tls.context("smtp", strange, Optional.empty()))
                .hasMessageStartingWith("tls.ciphers: this Java runtime does not know TLS_ROT13; choose among ");
    }
}
