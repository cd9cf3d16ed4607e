package org.grapnel.sample.headerstamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusesABadConfigurationTest {
    private final LogLines log = new LogLines(HeaderStamp.class);
    private final StampedMail mail = new StampedMail("ann@example.com");

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text|{frob}|text: {frob} is not a placeholder; use {version} {bundle} {session} {listener} {client}"
                        + " {recipient} {message}",
                "text|{version|text: '{version' lacks its closing brace",
                "text|''|text: must be 1 to 500 printable US-ASCII characters on one line, not all space",
                "text|größer|text: must be 1 to 500 printable US-ASCII characters on one line, not all space",
                "header|X Stamp|header: 'X Stamp' is not a field name; use 1 to 64 printable US-ASCII characters"
                        + " without space and colon",
                "header|X:|header: 'X:' is not a field name; use 1 to 64 printable US-ASCII characters without space"
                        + " and colon",
            })
    void one_line_names_file_key_and_mend_and_the_default_is_used(String key, String value, String fault) {
        HeaderStamp handler = stamping(Map.of(key, value));

        assertThat(log.lines())
                .containsExactly("etc/org.grapnel.header-stamp.json: " + fault + "; 'X-Grapnel-Stamp' stays in force");
        assertThat(stampBy(handler)).isEqualTo("X-Grapnel-Stamp: header-stamp 1.2.3");
    }

    @Test
    void a_bad_change_keeps_what_was_in_force() {
        HeaderStamp handler = stamping(Map.of("header", "X-Ours", "text", "seen"));

        handler.configure(config(Map.of("header", "X-New", "text", "{nobody}")));

        assertThat(log.lines()).hasSize(1);
        assertThat(stampBy(handler)).isEqualTo("X-Ours: seen");
    }

    @Test
    void a_good_change_holds_from_the_next_mail_on() {
        HeaderStamp handler = stamping(Map.of());

        handler.configure(config(Map.of("header", "X-New", "text", "now {version}")));

        assertThat(log.lines()).isEmpty();
        assertThat(stampBy(handler)).isEqualTo("X-New: now 1.2.3");
    }

    private String stampBy(HeaderStamp handler) {
        mail.passes(handler, Optional.empty());
        return mail.headers.get(0).name() + ": " + mail.headers.get(0).value();
    }

    private static HeaderStamp stamping(Map<String, Object> keys) {
        return new HeaderStamp(StampedMail.bundle("1.2.3"), config(keys));
    }

    private static HeaderStampConfig config(Map<String, Object> keys) {
        return Fake.config(HeaderStampConfig.class, keys);
    }
}
