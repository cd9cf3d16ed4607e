package org.grapnel.mta.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.grapnel.hook.mail.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderBlockTest {
    private static final String BLOCK =
            "Received: from x\r\n\tby y\r\nSUBJECT:no space\r\nX-Odd :  kept \r\nsubject: second\r\n";

    private static HeaderBlock block(String text) {
        return new HeaderBlock(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(HeaderBlock block) {
        return new String(block.bytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void reads_fields_unfolded_and_whatever_their_case() {
        HeaderBlock block = block(BLOCK);
        assertThat(block.first("received")).contains("from x by y");
        assertThat(block.all("Subject")).containsExactly("no space", "second");
        assertThat(block.first("x-odd")).contains("kept");
        assertThat(block.first("none")).isEmpty();
        assertThat(block.all().stream().map(Header::name)).containsExactly("Received", "SUBJECT", "X-Odd", "subject");
    }

    @Test
    void fields_that_are_not_edited_keep_their_bytes() {
        HeaderBlock block = block(BLOCK + "no colon here\r\n:empty name\r\n X\r\n\u00ff\u00fe: \u0000\r\n");
        String before = text(block);
        assertThat(block.remove("received")).isOne();
        assertThat(block.remove("received")).isZero();
        block.replace("SubJect", "new");
        block.prepend("X-First", "1");
        block.append("X-Last", "fold\r\n here");

        assertThat(text(block))
                .isEqualTo("X-First: 1\r\n"
                        + before.substring(before.indexOf("SUBJECT")).replace("SUBJECT:no space", "SubJect: new")
                        + "X-Last: fold\r\n here\r\n");
        assertThat(block.first("x-last")).contains("fold here");
    }

    @Test
    void a_line_that_is_no_field_has_no_name_and_its_whole_text() {
        assertThat(block("garbage line\r\nA: b\r\n").all())
                .containsExactly(new Header("", "garbage line"), new Header("A", "b"));
    }

    @Test
    void the_last_prepended_stands_on_top_looked_at_or_not() {
        HeaderBlock unseen = block("A: b\r\n");
        HeaderBlock seen = block("A: b\r\n");
        unseen.prepend("X", "1");
        unseen.prepend("X", "2");
        seen.prepend("X", "1");
        assertThat(seen.all("x")).containsExactly("1");
        seen.prepend("X", "2");

        assertThat(text(unseen)).isEqualTo("X: 2\r\nX: 1\r\nA: b\r\n").isEqualTo(text(seen));
        assertThat(unseen.sameAs(seen)).isTrue();
        assertThat(unseen.sameAs(block("A: b\r\n"))).isFalse();
    }

    @Test
    void a_copy_goes_its_own_way() {
        HeaderBlock block = block(BLOCK);
        HeaderBlock copy = block.copy();
        assertThat(copy.sameAs(block)).isTrue();
        copy.append("X", "y");
        assertThat(text(block)).isEqualTo(BLOCK);
        assertThat(copy.sameAs(block)).isFalse();
        copy.remove("X");
        assertThat(copy.sameAs(block)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x\r\nBcc: y", "x\nBcc: y", "x\rBcc: y", "x\r\n\r\nbody", "x\r\n", "x\r\n \r\nbody", "x\u0000"})
    void a_value_can_not_make_another_field_or_end_the_header(String value) {
        HeaderBlock block = block(BLOCK);
        assertThatThrownBy(() -> block.append("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> block.prepend("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> block.replace("Subject", value)).isInstanceOf(IllegalArgumentException.class);
        assertThat(text(block)).isEqualTo(BLOCK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\n", "\u00e4", "a\tb"})
    void a_name_is_printable_ascii_without_colon(String name) {
        assertThatThrownBy(() -> block(BLOCK).append(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_line_of_a_value_is_bounded_and_a_fold_helps() {
        String half = "x".repeat(900);
        assertThatThrownBy(() -> block(BLOCK).append("X", half + " " + half)).hasMessageContaining("fold it");
        HeaderBlock block = block("");
        block.append("X", half + "\r\n " + half);
        assertThat(block.first("X")).contains(half + " " + half);
    }

    @Test
    void the_number_of_fields_is_bounded_and_no_byte_is_lost() {
        String many = "A: b\r\n".repeat(3_000);
        HeaderBlock block = block(many);
        assertThat(block.all()).hasSize(HeaderBlock.MAX_FIELDS);
        block.prepend("Received", "x");
        assertThat(text(block)).isEqualTo("Received: x\r\n" + many);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        block.append("X", "y");
                    }
                })
                .hasMessageContaining("no more are added");
    }

    @Test
    void random_bytes_come_out_as_they_went_in() {
        Random random = new Random(9);
        byte[] alphabet = {'\r', '\n', ':', ' ', '\t', 'a', 0, (byte) 0xff};
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = alphabet[random.nextInt(alphabet.length)];
            }
            HeaderBlock block = new HeaderBlock(bytes);
            block.all();
            block.prepend("X-Mine", "1");
            block.remove("X-Mine");
            assertThat(block.bytes()).isEqualTo(bytes);
        }
    }
}
