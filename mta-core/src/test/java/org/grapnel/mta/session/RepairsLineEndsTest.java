package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.mta.config.LineEnds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairsLineEndsTest {
    private record Reading(boolean ended, int taken, Optional<Reply> refusal, String content) {}

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # over the wire after 354      , in the spool
            'a\\n.\\nb\\r\\n.\\r\\n'        , 'a\\r\\n.\\r\\nb\\r\\n'
            'a\\n.\\r\\nb\\r\\n.\\r\\n'     , 'a\\r\\n.\\r\\nb\\r\\n'
            'a\\r\\n.\\nb\\r\\n.\\r\\n'     , 'a\\r\\n\\r\\nb\\r\\n'
            'a\\r.\\rb\\r\\n.\\r\\n'        , 'a\\r\\n.\\r\\nb\\r\\n'
            'a\\r.\\r\\nb\\r\\n.\\r\\n'     , 'a\\r\\n.\\r\\nb\\r\\n'
            'a\\r\\n.\\rb\\r\\n.\\r\\n'     , 'a\\r\\n\\r\\nb\\r\\n'
            'a\\r\\r\\n.\\r\\n'             , 'a\\r\\n\\r\\n'
            'a\\r\\n\\0.\\r\\nb\\r\\n.\\r\\n', 'a\\r\\n.\\r\\nb\\r\\n'
            'a\\r\\n.\\0\\r\\nb\\r\\n.\\r\\n', 'a\\r\\n\\r\\nb\\r\\n'
            'a\\r\\0\\n.\\r\\nb\\r\\n.\\r\\n', 'a\\r\\n\\r\\n.\\r\\nb\\r\\n'
            'a\\n..\\nb\\r\\n.\\r\\n'       , 'a\\r\\n..\\r\\nb\\r\\n'
            '\\0\\0a\\0b\\r\\n.\\r\\n'      , 'ab\\r\\n'
            '\\n.\\r\\nMAIL FROM:<x@y>\\r\\n.\\r\\n', '\\r\\n.\\r\\nMAIL FROM:<x@y>\\r\\n'
            """)
    void what_is_repaired_is_content_and_never_an_end(String wire, String content) throws IOException {
        byte[] bytes = raw(wire);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(data(bytes, cut))
                    .as("cut at %d", cut)
                    .isEqualTo(new Reading(true, bytes.length, Optional.empty(), text(raw(content))));
        }
    }

    @Test
    void every_combination_ends_where_the_wire_says_and_comes_out_canonical() throws IOException {
        FindsTheEndOfDataTest.vectors().forEach(vector -> {
            String data = vector + "\r\n.\r\n";
            byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
            try {
                Reading whole = data(bytes, bytes.length);
                assertThat(whole).as("%s", shown(data)).isEqualTo(defined(data));
                for (int cut = 0; cut < bytes.length; cut++) {
                    assertThat(data(bytes, cut))
                            .as("%s cut at %d", shown(data), cut)
                            .isEqualTo(whole);
                }
                Reading chunk = chunk(bytes, 3, LineEnds.REPAIR, false);
                assertThat(chunk.content()).as("%s in chunks", shown(data)).isEqualTo(canonical(data));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The end and the content by their definition. */
    private static Reading defined(String data) {
        String withStart = "\r\n" + data;
        int end = withStart.indexOf("\r\n.\r\n");
        String unstuffed =
                withStart.substring(0, end + 2).replace("\r\n.", "\r\n").substring(2);
        return new Reading(true, end + 3, Optional.empty(), canonical(unstuffed));
    }

    private static String canonical(String text) {
        String lines = text.replaceAll("\r(?!\n)|(?<!\r)\n", "\r\n").replace("\0", "");
        return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
    }

    @Test
    void the_header_of_binary_mail_is_repaired_and_its_body_stays() throws IOException {
        String body = "\0\n\r.\r\n.\r\n\r";
        for (String end : List.of("\n\n", "\r\r", "\r\n\n", "\n\r\n", "\r\n\r\n", "\r\n\0\r\n", "\n\0\n")) {
            for (int piece = 1; piece < 9; piece++) {
                byte[] bytes = ("A: b\nC: d" + end + body).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(chunk(bytes, piece, LineEnds.REPAIR, true).content())
                        .as("%s in pieces of %d", shown(end), piece)
                        .isEqualTo("A: b\r\nC: d\r\n\r\n" + body);
            }
        }
        assertThat(chunk(("\r\n" + body).getBytes(StandardCharsets.ISO_8859_1), 1, LineEnds.REFUSE, true)
                        .content())
                .isEqualTo("\r\n" + body);
    }

    @Test
    void what_repair_adds_counts_for_the_size() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ContentFilter filter = new ContentFilter(out::write, new ContentFilter.Rules(LineEnds.REPAIR, false, 10, 1000));
        filter.write("\n\n\n\n\n".getBytes(StandardCharsets.US_ASCII), 0, 5);
        assertThat(filter.refusal()).isEmpty();
        filter.write(new byte[] {'\n'}, 0, 1);
        assertThat(filter.refusal().orElseThrow().code()).isEqualTo(552);
        assertThat(out.size()).isLessThanOrEqualTo(11);
    }

    private static Reading data(byte[] bytes, int cut) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ContentFilter filter = filter(content, LineEnds.REPAIR, false);
        DataReader reader = new DataReader(filter);
        int position = reader.take(bytes, 0, cut);
        if (!reader.ended()) {
            position = reader.take(bytes, position, bytes.length);
        }
        filter.finish();
        return new Reading(reader.ended(), position, filter.refusal(), text(content.toByteArray()));
    }

    private static Reading chunk(byte[] bytes, int piece, LineEnds policy, boolean binary) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ContentFilter filter = filter(content, policy, binary);
        for (int at = 0; at < bytes.length; at += piece) {
            ChunkReader chunk = ChunkReader.into(filter, Math.min(piece, bytes.length - at));
            assertThat(chunk.take(bytes, at, bytes.length)).isEqualTo(Math.min(at + piece, bytes.length));
            assertThat(chunk.ended()).isTrue();
        }
        filter.finish();
        return new Reading(true, bytes.length, filter.refusal(), text(content.toByteArray()));
    }

    private static ContentFilter filter(ByteArrayOutputStream content, LineEnds policy, boolean binary) {
        return new ContentFilter(content::write, new ContentFilter.Rules(policy, binary, 1 << 20, 10_000));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] raw(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String shown(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }
}
