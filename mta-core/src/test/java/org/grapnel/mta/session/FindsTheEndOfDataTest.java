package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.grapnel.hook.Reply;
import org.grapnel.mta.config.LineEnds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindsTheEndOfDataTest {
    private static final long ROOMY = 1 << 20;
    private static final int LONG_LINES = 10_000;

    /** What a reader made of its input. Content counts only where nothing was refused. */
    private record Reading(boolean ended, int taken, Optional<Reply> refusal, String content) {}

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # data                 , ended, content          , refused
            '.\\r\\n'               , true , ''               ,
            'a\\r\\n.\\r\\n'        , true , 'a\\r\\n'        ,
            '\\r\\n.\\r\\n'         , true , '\\r\\n'         ,
            'a\\r\\n..\\r\\n.\\r\\n', true , 'a\\r\\n.\\r\\n' ,
            '..\\r\\n.\\r\\n'       , true , '.\\r\\n'        ,
            '.a\\r\\n.\\r\\n'       , true , 'a\\r\\n'        ,
            'a.\\r\\n.\\r\\n'       , true , 'a.\\r\\n'       ,
            'a\\r\\n...\\r\\n.\\r\\n', true, 'a\\r\\n..\\r\\n',
            'a\\t\\r\\n.\\r\\n'     , true , 'a\\t\\r\\n'     ,
            'a\\n.\\n'              , false, ''               , bare line feed
            'a\\n.\\r\\n'           , false, ''               , bare line feed
            'a\\r\\n.\\n'           , false, ''               , bare line feed
            'a\\r.\\r'              , false, ''               , bare carriage return
            'a\\r.\\r\\n'           , false, ''               , bare carriage return
            'a\\r\\n.\\r'           , false, ''               ,
            'a\\r\\n.\\rb\\r\\n.\\r\\n', true, ''             , bare carriage return
            'a\\r\\r\\n.\\r\\n'     , true , ''               , bare carriage return
            'a\\n.\\n\\r\\n.\\r\\n' , true , ''               , bare line feed
            'a\\n\\r\\n.\\r\\n'     , true , ''               , bare line feed
            'a\\0\\r\\n.\\r\\n'     , true , ''               , NUL
            '\\0.\\r\\n'            , false, ''               , NUL
            'a\\r\\n\\0.\\r\\n'     , false, ''               , NUL
            'a\\r\\0\\n.\\r\\n'     , false, ''               , bare carriage return
            'a\\r\\n.\\0\\r\\n.\\r\\n', true, ''              , NUL
            """)
    void the_data_ends_with_crlf_dot_crlf_and_nothing_else(String data, boolean ended, String content, String refused)
            throws IOException {
        Reading reading = read(raw(data), raw(data).length, ROOMY);
        assertThat(reading.ended()).as("ended").isEqualTo(ended);
        assertThat(reading.refusal().map(Reply::text).orElse("taken"))
                .contains(Optional.ofNullable(refused).orElse("taken"));
        if (ended && reading.refusal().isEmpty()) {
            assertThat(reading.content()).isEqualTo(new String(raw(content), StandardCharsets.ISO_8859_1));
        }
    }

    /** All words of up to 3 of these pieces before a dot, and all words of up to 2 behind it. */
    static Stream<String> vectors() {
        List<String> pieces = List.of("\n", "\r", "\r\n", "\0", "a", ".");
        return words(pieces, 3).stream()
                .flatMap(before -> words(pieces, 2).stream().map(after -> before + "." + after));
    }

    private static List<String> words(List<String> pieces, int longest) {
        List<String> words = new ArrayList<>(List.of(""));
        int from = 0;
        for (int length = 0; length < longest; length++) {
            int to = words.size();
            for (String word : List.copyOf(words.subList(from, to))) {
                pieces.forEach(piece -> words.add(word + piece));
            }
            from = to;
        }
        return words;
    }

    @Test
    void every_combination_reads_the_same_however_it_is_split_and_as_the_definition_says() throws IOException {
        for (String vector : (Iterable<String>) vectors()::iterator) {
            for (String data : List.of(vector, vector + "\r\n.\r\n")) {
                byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
                Reading whole = read(bytes, bytes.length, ROOMY);
                assertThat(whole).as("%s", shown(data)).isEqualTo(defined(data));
                for (int cut = 0; cut <= bytes.length; cut++) {
                    assertThat(readInTwo(bytes, cut, ROOMY))
                            .as("%s cut at %d", shown(data), cut)
                            .isEqualTo(whole);
                }
                assertThat(read(bytes, 1, ROOMY))
                        .as("%s byte by byte", shown(data))
                        .isEqualTo(whole);
            }
        }
    }

    /** The end of data and its content by their definition, without any state machine. */
    private static Reading defined(String data) {
        String withStart = "\r\n" + data; // the line before the first one is that of DATA
        int end = withStart.indexOf("\r\n.\r\n");
        String lines = end < 0 ? withStart : withStart.substring(0, end + 2);
        Optional<Reply> refusal = firstFault(lines);
        String content = refusal.isPresent() || end < 0
                ? ""
                : lines.replace("\r\n.", "\r\n").substring(2);
        return new Reading(end >= 0, end < 0 ? data.length() : end + 3, refusal, content);
    }

    private static Optional<Reply> firstFault(String lines) {
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            boolean lastOne = i + 1 == lines.length();
            if (c == 0) {
                return Optional.of(refusalOf("a\0"));
            } else if (c == '\n' && lines.charAt(i - 1) != '\r') {
                return Optional.of(refusalOf("a\n"));
            } else if (c == '\r' && !lastOne && lines.charAt(i + 1) != '\n') {
                return Optional.of(refusalOf("a\rb"));
            }
        }
        return Optional.empty();
    }

    private static Reply refusalOf(String simplest) {
        try {
            byte[] bytes = simplest.getBytes(StandardCharsets.ISO_8859_1);
            return read(bytes, bytes.length, ROOMY).refusal().orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void random_content_comes_out_as_it_was_before_the_dots_were_stuffed() throws IOException {
        Random random = new Random(20261122);
        for (int round = 0; round < 500; round++) {
            StringBuilder lines = new StringBuilder();
            for (int line = random.nextInt(20); line > 0; line--) {
                lines.append(".".repeat(random.nextInt(4)));
                lines.append("x.".repeat(random.nextInt(5))).append("\r\n");
            }
            String content = lines.toString();
            String stuffed = ("\r\n" + content).replace("\r\n.", "\r\n..").substring(2) + ".\r\n";
            byte[] bytes = (stuffed + "QUIT\r\n").getBytes(StandardCharsets.ISO_8859_1);
            Reading reading = read(bytes, 1 + random.nextInt(40), ROOMY);
            assertThat(reading).isEqualTo(new Reading(true, stuffed.length(), Optional.empty(), content));
        }
    }

    @Test
    void a_message_of_the_largest_size_is_taken_and_one_byte_more_is_refused() throws IOException {
        byte[] data = "12345678\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int block = 1; block <= data.length; block++) {
            assertThat(read(data, block, 10).refusal()).isEmpty();
            assertThat(read(data, block, 10).content()).isEqualTo("12345678\r\n");
            Reading refused = read(data, block, 9);
            assertThat(refused.refusal().orElseThrow().code()).isEqualTo(552);
            assertThat(refused.ended()).as("it is read to its end").isTrue();
        }
    }

    @Test
    void stuffed_dots_and_the_final_one_do_not_count() throws IOException {
        byte[] data = "..234\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(read(data, data.length, 6).refusal()).isEmpty();
        assertThat(read(data, data.length, 5).refusal()).isPresent();
    }

    @Test
    void which_fault_is_told_does_not_depend_on_the_split() throws IOException {
        byte[] data = "123456\n789\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        Reading whole = read(data, data.length, 4);
        for (int block = 1; block < data.length; block++) {
            assertThat(read(data, block, 4)).as("blocks of %d", block).isEqualTo(whole);
        }
    }

    @Test
    void a_line_of_the_greatest_length_is_taken_and_a_longer_one_refused_however_it_is_split() throws IOException {
        String longest = "x".repeat(8) + "\r\n";
        for (int cut = 0; cut < 20; cut++) {
            assertThat(lineRefusal(longest + longest + ".\r\n", cut)).isEmpty();
            assertThat(lineRefusal(longest + "x" + longest + ".\r\n", cut)
                            .orElseThrow()
                            .code())
                    .isEqualTo(500);
        }
    }

    private static Optional<Reply> lineRefusal(String data, int cut) throws IOException {
        byte[] bytes = data.getBytes(StandardCharsets.US_ASCII);
        ContentFilter content = strict((block, from, length) -> {}, ROOMY, 10);
        DataReader reader = new DataReader(content);
        reader.take(bytes, reader.take(bytes, 0, cut), bytes.length);
        assertThat(reader.ended()).isTrue();
        return content.refusal();
    }

    @Test
    void after_a_refusal_the_rest_is_read_to_its_end_and_dropped() throws IOException {
        byte[] data =
                "a\nMAIL FROM:<x@y>\r\n.\nRCPT TO:<x@y>\r\nb\r\n.\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ContentFilter content = strict(written::write, ROOMY, LONG_LINES);
        DataReader reader = new DataReader(content);
        int taken = reader.take(data, 0, data.length);
        assertThat(reader.ended()).isTrue();
        assertThat(content.refusal().orElseThrow().toString()).startsWith("550 5.6.0");
        assertThat(new String(data, taken, data.length - taken, StandardCharsets.US_ASCII))
                .isEqualTo("QUIT\r\n");
        assertThat(written.size()).isZero();
    }

    @Test
    void a_refusal_of_the_callers_is_kept_and_nothing_more_is_written() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ContentFilter content = strict(written::write, ROOMY, LONG_LINES);
        DataReader reader = new DataReader(content);
        byte[] data = "a\r\nb\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        int taken = reader.take(data, 0, 3);
        content.refuse(Reply.of(452, "4.3.1", "no room"));
        reader.take(data, taken, data.length);
        assertThat(reader.ended()).isTrue();
        assertThat(content.refusal()).hasValue(Reply.of(452, "4.3.1", "no room"));
        assertThat(written.toString(StandardCharsets.US_ASCII)).isEqualTo("a\r\n");
    }

    private static Reading read(byte[] data, int block, long maxSize) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ContentFilter filter = strict(content::write, maxSize, LONG_LINES);
        DataReader reader = new DataReader(filter);
        int position = 0;
        while (position < data.length && !reader.ended()) {
            position = reader.take(data, position, Math.min(data.length, position + block));
        }
        return reading(reader, filter, position, content);
    }

    private static Reading readInTwo(byte[] data, int cut, long maxSize) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ContentFilter filter = strict(content::write, maxSize, LONG_LINES);
        DataReader reader = new DataReader(filter);
        int position = reader.take(data, 0, cut);
        if (!reader.ended()) {
            position = reader.take(data, position, data.length);
        }
        return reading(reader, filter, position, content);
    }

    private static ContentFilter strict(ContentFilter.Sink sink, long maxSize, int maxLine) {
        return new ContentFilter(sink, new ContentFilter.Rules(LineEnds.REFUSE, false, maxSize, maxLine));
    }

    private static Reading reading(DataReader reader, ContentFilter filter, int taken, ByteArrayOutputStream content) {
        boolean counts = reader.ended() && filter.refusal().isEmpty();
        return new Reading(
                reader.ended(), taken, filter.refusal(), counts ? content.toString(StandardCharsets.ISO_8859_1) : "");
    }

    private static byte[] raw(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String shown(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }
}
