package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StuffsDotsTest {
    private static final long SEED = 20261122;

    /** What a body becomes: lone CR and LF are CRLF, and it ends in CRLF unless it is empty. */
    private static String normal(String body) {
        String lines = body.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
        return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
    }

    @Test
    void what_the_server_unstuffs_is_what_was_sent() throws Exception {
        Random random = new Random(SEED);
        List<String> bodies =
                new ArrayList<>(List.of("", ".", "\r", "\n", "\r.", ".\r\n.\r\n", "a\r\n.\r\nRSET\r\n", "x\n.\ny"));
        for (int i = 0; i < 300; i++) {
            bodies.add(random(random, i % 10 == 0 ? 150_000 : 200));
        }
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING", "8BITMIME");
                    for (int i = 0; i < bodies.size(); i++) {
                        peer.line();
                        peer.expect("RCPT TO:<a@x>", "DATA");
                        peer.say("250 ok", "250 ok", "354 go");
                        seen.add(new String(peer.data(), StandardCharsets.ISO_8859_1));
                        peer.say("250 queued");
                    }
                })
                .ready()) {
            for (String body : bodies) {
                BodySource source = inPieces(body.getBytes(StandardCharsets.ISO_8859_1), random);
                assertThat(line.client
                                .send(Line.envelope("a@x"), source, Steps.NONE)
                                .allDelivered())
                        .isTrue();
            }
            line.finish();
        }
        for (int i = 0; i < bodies.size(); i++) {
            assertThat(seen.get(i).equals(normal(bodies.get(i))))
                    .as("body %d of seed %d", i, SEED)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # in the spool              , over the wire
            ''                          , '.\\r\\n'
            '.'                         , '..\\r\\n.\\r\\n'
            '.\\r\\n'                   , '..\\r\\n.\\r\\n'
            '..\\r\\n'                  , '...\\r\\n.\\r\\n'
            'a\\r\\n.\\r\\nb\\r\\n'     , 'a\\r\\n..\\r\\nb\\r\\n.\\r\\n'
            'a.\\r\\n'                  , 'a.\\r\\n.\\r\\n'
            'a\\n.\\nb'                 , 'a\\r\\n..\\r\\nb\\r\\n.\\r\\n'
            'a\\r.\\rb'                 , 'a\\r\\n..\\r\\nb\\r\\n.\\r\\n'
            'a\\n.\\r\\nb'              , 'a\\r\\n..\\r\\nb\\r\\n.\\r\\n'
            'a\\r\\n.\\n'               , 'a\\r\\n..\\r\\n.\\r\\n'
            'a\\r\\n.\\r'               , 'a\\r\\n..\\r\\n.\\r\\n'
            'a\\r\\r\\n.\\r\\n'         , 'a\\r\\n\\r\\n..\\r\\n.\\r\\n'
            'a\\n\\r.\\r\\n'            , 'a\\r\\n\\r\\n..\\r\\n.\\r\\n'
            """)
    void a_dot_that_begins_a_line_is_doubled_and_the_end_stands_once(String stored, String sent) throws Exception {
        byte[] body = stored.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int piece = 1; piece <= body.length + 1; piece++) {
            int most = piece;
            BodySource source = BodySource.of(body);
            StringBuilder wire = new StringBuilder();
            new BodyWriter(
                            source,
                            BodyWriter.Form.STUFFED,
                            0,
                            (bytes, offset, length, last) ->
                                    wire.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)))
                    .send(limited(source, most), new byte[] {'.', '\r', '\n'});
            assertThat(wire.toString().replace("\r", "\\r").replace("\n", "\\n"))
                    .as("read in pieces of %d", piece)
                    .isEqualTo(sent);
        }
    }

    private static BodySource limited(BodySource source, int most) {
        return new BodySource() {
            @Override
            public OptionalLong size() {
                return source.size();
            }

            @Override
            public boolean eightBit() {
                return source.eightBit();
            }

            @Override
            public InputStream open() throws IOException {
                return new FilterInputStream(source.open()) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        return super.read(into, offset, Math.min(length, most));
                    }
                };
            }
        };
    }

    private static String random(Random random, int length) {
        String alphabet = ".\r\n.\r\n a\u00ff";
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            int pick = random.nextInt(alphabet.length() + 2);
            body.append(pick < alphabet.length() ? "" + alphabet.charAt(pick) : "\r\n");
        }
        return body.toString();
    }

    /** Reads of any length, so that every pair of bytes is cut apart some time. */
    private static BodySource inPieces(byte[] bytes, Random random) {
        return new BodySource() {
            @Override
            public OptionalLong size() {
                return random.nextBoolean() ? OptionalLong.of(bytes.length) : OptionalLong.empty();
            }

            @Override
            public boolean eightBit() {
                return true;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, 1 + random.nextInt(700)));
                    }
                };
            }
        };
    }
}
