package org.grapnel.hook.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JavadocTest {
    @Test
    void splits_lead_and_sections() {
        Javadoc javadoc = Javadoc.of(
                """
                package x;

                /**
                 * Decides about
                 * something.
                 *
                 * <p>WHEN: each time,
                 * in order.
                 *
                 * <p>EXAMPLE: {@code x -> { y(); }}
                 */
                interface X {}
                """);
        assertThat(javadoc.lead()).isEqualTo("Decides about something.");
        assertThat(javadoc.sections()).isEqualTo(Map.of("WHEN", "each time, in order.", "EXAMPLE", "`x -> { y(); }`"));
        assertThat(javadoc.code("EXAMPLE")).isEqualTo("x -> { y(); }");
    }

    @Test
    void the_description_of_a_component_is_no_part_of_the_lead() {
        assertThat(Javadoc.of("/**\n * A thing.\n *\n * @param a its part\n */").lead())
                .isEqualTo("A thing.");
        assertThat(Javadoc.of("/**\n * A thing.\n * @param a its part\n */").lead())
                .isEqualTo("A thing.");
    }

    @Test
    void turns_links_and_marks_into_markdown() {
        assertThat(Javadoc.markdown("{@link Verdict#CONTINUE}, {@link #all()} and {@code a < b}; <i>so</i> &lt;"))
                .isEqualTo("`Verdict.CONTINUE`, `all` and `a < b`; *so* <");
    }

    @Test
    void a_brace_that_is_left_open_is_named() {
        assertThatThrownBy(() -> Javadoc.markdown("{@code a -> {")).hasMessageContaining("a -> {");
    }

    @Test
    void the_first_sentence_ends_at_its_full_stop() {
        assertThat(Javadoc.of("/** One thing, version 1.2. Another one. */").firstSentence())
                .isEqualTo("One thing, version 1.2.");
    }

    @Test
    void reads_the_constants_of_an_enum() {
        assertThat(EnumDoc.of("/** All. */ enum E {\n /** First one. */\n A,\n /** The\n * second. */\n B_C\n}"))
                .containsExactly(Map.entry("A", "First one."), Map.entry("B_C", "The second."));
    }
}
