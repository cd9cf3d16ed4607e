package org.grapnel.hook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.grapnel.hook.session.EsmtpKeywords;
import org.junit.jupiter.api.Test;

class EsmtpKeywordsTest {
    private final EsmtpKeywords offered =
            EsmtpKeywords.NONE.with("PIPELINING", "").with("size", "1000").with("DSN", "");

    @Test
    void keeps_the_order_and_reads_names_in_any_case() {
        assertThat(offered.parameters().keySet()).containsExactly("PIPELINING", "SIZE", "DSN");
        assertThat(offered.has("Size")).isTrue();
        assertThat(offered.of("SIZE")).contains("1000");
        assertThat(offered.of("pipelining")).contains("");
        assertThat(offered.of("CHUNKING")).isEmpty();
    }

    @Test
    void a_keyword_that_is_set_again_keeps_its_place() {
        assertThat(offered.with("SIZE", "5").parameters())
                .containsExactly(Map.entry("PIPELINING", ""), Map.entry("SIZE", "5"), Map.entry("DSN", ""));
        assertThat(offered.of("SIZE")).as("the first one is unchanged").contains("1000");
    }

    @Test
    void a_keyword_is_taken_away() {
        assertThat(offered.without("pipelining").parameters().keySet()).containsExactly("SIZE", "DSN");
    }

    @Test
    void refuses_what_would_break_the_reply() {
        assertThatThrownBy(() -> offered.with("X Y", "")).hasMessageContaining("X Y: not an EHLO keyword");
        assertThatThrownBy(() -> offered.with("X", "1\r\n250 Y")).hasMessageContaining("control character");
    }
}
