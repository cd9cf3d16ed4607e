package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.connect.RecipientResult.Outcome.PERMANENT;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendsBinaryMailTest {
    private static BodySource binary(byte[] bytes) {
        return new BodySource() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(bytes.length);
            }

            @Override
            public boolean eightBit() {
                return false;
            }

            @Override
            public boolean binary() {
                return true;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    @Test
    void every_byte_arrives_in_chunks_also_where_text_would_go_by_data() throws Exception {
        byte[] header = "Subject: x\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] mail = new byte[200_000];
        new Random(3030).nextBytes(mail);
        System.arraycopy(header, 0, mail, 0, header.length);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING", "CHUNKING", "BINARYMIME", "SIZE");
                    peer.expect("MAIL FROM:<s@me.example> SIZE=200000 BODY=BINARYMIME", "RCPT TO:<a@x>");
                    peer.say("250 ok", "250 ok");
                    boolean last = false;
                    while (!last) {
                        String[] words = peer.line().split(" ");
                        assertThat(words[0]).isEqualTo("BDAT");
                        seen.writeBytes(peer.octets(Integer.parseInt(words[1])));
                        last = words.length == 3;
                        peer.say("250 ok");
                    }
                })
                .ready()) {
            assertThat(line.client
                            .send(Line.envelope("a@x"), binary(mail), Steps.NONE)
                            .allDelivered())
                    .isTrue();
            line.finish();
        }
        assertThat(seen.toByteArray()).isEqualTo(mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHUNKING", "BINARYMIME", "8BITMIME"})
    void a_server_that_lacks_half_of_it_is_not_asked_and_the_mail_fails(String offered) throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> peer.greetAnd("PIPELINING", offered)).ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x", "b@x"), binary(new byte[100]), Steps.NONE);
            assertThat(sent.results()).hasSize(2).allSatisfy(result -> {
                assertThat(result.outcome()).isEqualTo(PERMANENT);
                assertThat(result.reply().code()).isEqualTo(554);
                assertThat(result.reply().enhanced()).contains("5.6.3");
            });
            assertThat(sent.usable()).isTrue();
            line.finish();
        }
    }
}
