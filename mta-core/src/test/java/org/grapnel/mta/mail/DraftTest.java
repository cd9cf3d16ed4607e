package org.grapnel.mta.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.spool.Bodies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {
    private static final List<Recipient> TWO = List.of(Recipient.of("x@b.test"), Recipient.of("y@b.test"));

    private Rig rig;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> {});
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private static MailContent content() {
        return new MailContent(
                new HeaderBlock("A: b\r\n".getBytes(StandardCharsets.US_ASCII)),
                Bodies.inMemory("body\r\n".getBytes(StandardCharsets.US_ASCII)),
                replacement -> Bodies.inMemory(replacement.readAllBytes()));
    }

    private Draft draft() {
        return new Draft(
                new Draft.Making(rig.ids, rig.dispatcher::live, null, "known"::equals),
                MailAddress.of("a@a.test"),
                Map.of(),
                TWO,
                content(),
                Map.of("given", "1"),
                Rig.BEGIN,
                Rig.BEGIN.plus(Duration.ofDays(5)),
                "default");
    }

    private static String text(MailContent content) throws IOException {
        try (var in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void a_mail_is_header_empty_line_and_body() throws Exception {
        MailContent content = content();
        assertThat(text(content)).isEqualTo("A: b\r\n\r\nbody\r\n");
        assertThat(content.size()).isEqualTo(14).isEqualTo(content.whole().size());

        content.headers().append("C", "d");
        MailContent copy = content.copy();
        assertThat(copy.sameAs(content)).isTrue();
        copy.replaceBody(new ByteArrayInputStream("other".getBytes(StandardCharsets.US_ASCII)));
        assertThat(text(copy)).isEqualTo("A: b\r\nC: d\r\n\r\nother");
        assertThat(text(content)).isEqualTo("A: b\r\nC: d\r\n\r\nbody\r\n");
        assertThat(copy.sameAs(content)).isFalse();
    }

    @Test
    void only_bindings_that_exist_can_be_bound() {
        Draft draft = draft();
        draft.bind("known");
        assertThatThrownBy(() -> draft.bind("other")).hasMessageContaining("configure binding.other");
        assertThat(draft.binding()).isEqualTo("known");
    }

    @Test
    void a_priority_is_from_0_to_9() {
        Draft draft = draft();
        draft.priority(9);
        assertThatThrownBy(() -> draft.priority(10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> draft.priority(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(draft.priority()).isEqualTo(9);
    }

    @Test
    void the_context_is_bounded_in_entries_and_characters() {
        Draft draft = draft();
        for (int i = 1; i < 100; i++) {
            draft.context("key" + i, "");
        }
        draft.context("key5", "replaced");
        assertThatThrownBy(() -> draft.context("one more", "")).hasMessageContaining("is full");
        assertThatThrownBy(() -> draft.context("key6", "x".repeat(64 * 1024))).hasMessageContaining("is full");
        assertThat(draft.context())
                .hasSize(100)
                .containsEntry("key5", "replaced")
                .containsEntry("key6", "");
    }

    @Test
    void copies_for_some_recipients_are_alike_until_one_is_changed() {
        Draft draft = draft();
        Draft x = draft.forRecipients(TWO.subList(0, 1));
        Draft y = draft.forRecipients(TWO.subList(1, 2));
        assertThat(x.sameAs(y)).isTrue();
        assertThat(x.id()).isNotEqualTo(y.id());

        y.context("tag", "t");
        assertThat(x.sameAs(y)).isFalse();
        x.context("tag", "t");
        assertThat(x.sameAs(y)).isTrue();
        x.content().headers().append("X", "y");
        assertThat(x.sameAs(y)).isFalse();
    }
}
