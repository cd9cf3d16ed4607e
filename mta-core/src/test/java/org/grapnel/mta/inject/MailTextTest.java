package org.grapnel.mta.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {
    @ParameterizedTest
    @CsvSource({
        "A: b\\n\\nc\\n, A: b\\r\\n\\r\\nc\\r\\n",
        "A: b\\r\\n\\r\\nc\\r\\n, A: b\\r\\n\\r\\nc\\r\\n",
        "A: b\\r\\rc, A: b\\r\\n\\r\\nc\\r\\n",
        "A: b\\n\\nc\\r, A: b\\r\\n\\r\\nc\\r\\n",
        "A: b\\r\\n\\n\\rc\\n, A: b\\r\\n\\r\\n\\r\\nc\\r\\n"
    })
    void every_line_ends_with_crlf(String given, String taken) throws IOException {
        for (int cut = 0; cut <= plain(given).length(); cut++) {
            assertThat(taken(given, cut)).isEqualTo(plain(taken));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A: b\\0"})
    void refuses_what_is_no_mail(String given) throws IOException {
        MailText text = new MailText(new ByteArrayOutputStream()::write, 1000);
        text.write(plain(given).getBytes(StandardCharsets.UTF_8));
        text.finish();
        assertThat(text.problem().orElseThrow().code()).isEqualTo(554);
    }

    @Test
    void refuses_a_mail_over_the_limit() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MailText text = new MailText(out::write, 10);
        text.write("A: b\n\n12345".getBytes(StandardCharsets.UTF_8));
        text.finish();
        assertThat(text.problem().orElseThrow().toString()).startsWith("552 5.3.4");
        assertThat(out.size()).isLessThanOrEqualTo(10);
    }

    private static String taken(String given, int cut) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MailText text = new MailText(out::write, 1000);
        byte[] bytes = plain(given).getBytes(StandardCharsets.UTF_8);
        text.write(bytes, 0, cut);
        text.write(bytes, cut, bytes.length - cut);
        text.finish();
        assertThat(text.problem()).isEmpty();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String plain(String written) {
        return written.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }
}
