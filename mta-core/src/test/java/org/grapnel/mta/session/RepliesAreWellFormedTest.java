package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.EnhancedCode;
import org.grapnel.hook.Reply;
import org.junit.jupiter.api.Test;

/** Handlers write replies; clients must be able to read them. */
class RepliesAreWellFormedTest {
    @Test
    void an_ordinary_one_stays_as_it_is() {
        Reply reply = Reply.of(550, "5.7.1", "go away\nfor good");
        assertThat(ReplyForm.of(reply)).isSameAs(reply);
    }

    @Test
    void a_long_line_is_broken_where_a_word_ends() {
        Reply reply = ReplyForm.of(Reply.of(550, "5.7.1", "word ".repeat(200) + "x".repeat(1_000)));
        assertThat(reply.wire().lines()).allMatch(line -> line.length() <= 510 && line.startsWith("550"));
        assertThat(reply.text().replace(" ", "")).isEqualTo("word".repeat(200) + "x".repeat(1_000));
    }

    @Test
    void there_is_an_end_to_lines() {
        assertThat(ReplyForm.of(Reply.plain(250, "line\n".repeat(10_000))).lines())
                .hasSize(50);
        assertThat(ReplyForm.of(Reply.plain(250, "x".repeat(1_000_000))).lines())
                .hasSize(50);
    }

    @Test
    void control_characters_do_not_reach_the_client() {
        Reply reply = new Reply(550, Optional.of(new EnhancedCode(5, 7, 1)), List.of("a\0b\u001b[31mred\tc\u007f"));
        assertThat(ReplyForm.of(reply).lines()).containsExactly("a?b?[31mred?c?");
    }
}
