package org.grapnel.hook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.TlsContextBuilder;
import org.grapnel.hook.session.TlsMaterial;
import org.grapnel.hook.session.TlsParameters;
import org.junit.jupiter.api.Test;

class SecretsStayOutOfTextTest {
    @Test
    void a_password_is_not_shown() {
        assertThat(new Credentials("PLAIN", "ann", Optional.empty(), Optional.of("hunter2")).toString())
                .contains("PLAIN", "ann")
                .doesNotContain("hunter2");
    }

    @Test
    void a_key_and_its_passphrase_are_not_shown() {
        TlsParameters parameters =
                TlsParameters.OPEN.withCertificate(TlsMaterial.pem("chain"), TlsMaterial.pem("top-secret"));
        assertThat(parameters.toString()).doesNotContain("top-secret");
        assertThat(TlsContextBuilder.PLAIN.withPassphrase("hunter2").toString())
                .contains("passphrase given")
                .doesNotContain("hunter2");
    }

    @Test
    void bytes_of_a_dialogue_are_not_shown() {
        assertThat(Bytes.of("AUTH PLAIN hunter2")).hasToString("18 bytes");
    }
}
