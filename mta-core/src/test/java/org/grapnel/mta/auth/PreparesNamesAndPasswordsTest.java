package org.grapnel.mta.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SASLprep, with the examples of RFC 4013 3. */
class PreparesNamesAndPasswordsTest {
    @ParameterizedTest
    @CsvSource({
        "I\u00ADX, IX",
        "user, user",
        "USER, USER",
        "\u00AA, a",
        "\u2168, IX",
        "a\u00A0b, a b",
        "\u0627\u0644, \u0627\u0644"
    })
    void gives_one_form_to_what_looks_the_same(String text, String prepared) {
        assertThat(Saslprep.prepare(text)).contains(prepared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0007", "\u06271", "a\u0627", "\uE000", "\uFFFD", "a\uD800", "\u2028"})
    void prohibits_controls_private_characters_and_mixed_directions(String text) {
        assertThat(Saslprep.prepare(text)).isEmpty();
    }
}
