package org.grapnel.hook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.grapnel.hook.Bytes;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void nobody_can_change_them() {
        byte[] given = "abc".getBytes(StandardCharsets.US_ASCII);
        Bytes bytes = Bytes.of(given);
        given[0] = 'x';
        bytes.copy()[1] = 'x';
        assertThat(bytes.text()).isEqualTo("abc");
        assertThat(bytes.buffer().isReadOnly()).isTrue();
        bytes.buffer().get();
        assertThat(bytes.buffer().remaining())
                .as("each view has its own position")
                .isEqualTo(3);
    }

    @Test
    void are_compared_by_content() {
        assertThat(Bytes.of("abc"))
                .isEqualTo(Bytes.of(new byte[] {'x', 'a', 'b', 'c'}, 1, 4))
                .isNotEqualTo(Bytes.of("abd"));
        assertThat(Bytes.of("abc")).hasSameHashCodeAs(Bytes.of("abc"));
        assertThat(Bytes.of(new byte[0])).isSameAs(Bytes.EMPTY);
    }

    @Test
    void hostile_bytes_are_readable_as_text() {
        assertThat(Bytes.of(new byte[] {'a', (byte) 0xff}).text()).isEqualTo("a\ufffd");
        assertThat(Bytes.of("ab").at(1)).isEqualTo((byte) 'b');
        assertThat(Bytes.of("ab").size()).isEqualTo(2);
    }
}
