package org.grapnel.sample.headerstamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Header;
import org.junit.jupiter.api.Test;

class StampsEachMailTest {
    private final StampedMail mail = new StampedMail("ann@example.com");

    @Test
    void says_by_default_which_version_stamped_and_lets_the_mail_go_on() throws Exception {
        HeaderStamp handler = stamping(Map.of());

        Verdict verdict = mail.passes(handler, Optional.of(StampedMail.session()));

        assertThat(verdict).isEqualTo(Verdict.CONTINUE);
        assertThat(mail.headers)
                .containsExactly(new Header("X-Grapnel-Stamp", "header-stamp 1.2.3"), new Header("Subject", "hello"));
    }

    @Test
    void fills_in_every_placeholder() throws Exception {
        HeaderStamp handler = stamping(Map.of(
                "header",
                "X-Way",
                "text",
                "{bundle}/{version} s={session} l={listener} c={client} r={recipient} m={message}."));

        mail.passes(handler, Optional.of(StampedMail.session()));

        assertThat(mail.headers.get(0))
                .isEqualTo(new Header(
                        "X-Way",
                        "org.grapnel.header-stamp/1.2.3 s=s42 l=mx c=192.0.2.7 r=ann@example.com m=0ABCDEFGHJKMN."));
    }

    @Test
    void writes_a_dash_for_what_only_a_session_knows_when_mail_was_injected() {
        HeaderStamp handler = stamping(Map.of("text", "{session} {listener} {client}"));

        mail.passes(handler, Optional.empty());

        assertThat(mail.headers.get(0).value()).isEqualTo("- - -");
    }

    @Test
    void cuts_a_value_that_would_not_fit_on_a_line_between_characters() {
        StampedMail long8bit = new StampedMail("ü".repeat(600) + "@example.com");

        long8bit.passes(stamping(Map.of("text", "{recipient}")), Optional.empty());

        String value = long8bit.headers.get(0).value();
        assertThat(value.getBytes(StandardCharsets.UTF_8)).hasSize(900);
        assertThat(value).isEqualTo("ü".repeat(450));
    }

    private static HeaderStamp stamping(Map<String, Object> keys) {
        return new HeaderStamp(StampedMail.bundle("1.2.3"), Fake.config(HeaderStampConfig.class, keys));
    }
}
