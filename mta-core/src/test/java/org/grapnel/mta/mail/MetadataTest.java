package org.grapnel.mta.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.process.Rig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
    private static final String[] WORDS = {
        "", "a", "ä€😀", "\"\\/\u0001", "x".repeat(300), "line\nbreak", "{}[],:", "half \ud83d of a pair", "\ude00"
    };

    private final Random random = new Random(21);
    private Rig rig;
    private MailMessage.Home home;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> {});
        home = new MailMessage.Home(rig.spool, rig.dispatcher.live());
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private Map<String, String> map() {
        Map<String, String> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(word(), word());
        }
        return map;
    }

    private List<PastAttempt> attempts() {
        List<PastAttempt> attempts = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            attempts.add(new PastAttempt(random.nextLong() >>> 22, word(), word()));
        }
        return attempts;
    }

    private MailMessage message() {
        List<Recipient> recipients = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            recipients.add(new Recipient(new MailAddress("u" + i + "ü\"@", "B" + i + ".test"), map()));
        }
        Reply failure = random.nextBoolean() ? null : Reply.of(550, "5.7.1", "no entry");
        return new MailMessage(
                home,
                random.nextLong() >>> 1,
                random.nextBoolean() ? MailAddress.NULL_SENDER : MailAddress.of("sénder@a.test"),
                Details.of(map(), map(), attempts()),
                random.nextInt(1 << 30),
                random.nextLong() >>> 22,
                random.nextLong() >>> 22,
                "domain.test",
                "binding",
                random.nextInt(10),
                new MailMessage.State(
                        recipients,
                        random.nextInt(100),
                        random.nextLong() >>> 22,
                        random.nextBoolean() ? null : word(),
                        random.nextBoolean() ? null : word(),
                        failure));
    }

    private MailMessage read(String json) throws IOException {
        return Metadata.read(home, 5, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_written_reads_back_the_same() throws Exception {
        for (int i = 0; i < 500; i++) {
            MailMessage written = message();
            MailMessage read = Metadata.read(home, written.number(), Metadata.write(written));
            assertThat(read.state()).isEqualTo(written.state());
            assertThat(read.sender()).isEqualTo(written.sender());
            assertThat(read.senderParameters()).isEqualTo(written.senderParameters());
            assertThat(read.pastAttempts()).isEqualTo(written.pastAttempts());
            assertThat(read.context()).isEqualTo(written.context());
            assertThat(Metadata.write(read)).isEqualTo(Metadata.write(read));
            assertThat(List.of(
                            read.id(),
                            read.size(),
                            read.received(),
                            read.expiry(),
                            read.routingDomain(),
                            read.binding(),
                            read.priority()))
                    .isEqualTo(List.of(
                            written.id(),
                            written.size(),
                            written.received(),
                            written.expiry(),
                            written.routingDomain(),
                            written.binding(),
                            written.priority()));
        }
    }

    @Test
    void fields_of_a_newer_version_are_passed_over() throws Exception {
        String json = new String(Metadata.write(message()), StandardCharsets.UTF_8);
        MailMessage read =
                read("{\"new\":{\"to\":[1,{\"a\":[]}],\"from\":\"x\"},\"list\":[[],{}],\"flag\":true,\"none\":null,"
                        + "\"real\":1.5," + json.substring(1));
        assertThat(Metadata.write(read)).isEqualTo(Metadata.write(read(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"from\":\"a@a.test\"}",
                "{\"from\":\"\",\"to\":[],\"size\":1,\"received\":1,\"expiry\":1,\"domain\":\"d\",\"attempts\":0,\"next\":0}",
                "{\"from\":\"\",\"size\":1,\"received\":1,\"expiry\":1,\"domain\":\"d\",\"attempts\":0,\"next\":0,\"to\":[{\"address\":\"a\"},\"b\"]}",
                "{\"from\":\"\",\"size\":99999999999999999999,\"to\":[]}",
                "{\"from\":\"@a\",\"to\":[{\"address\":\"a@b\"}],\"size\":1,\"received\":1,\"expiry\":1,\"domain\":\"d\",\"attempts\":0,\"next\":0}"
            })
    void what_is_no_metadata_is_an_io_exception_that_names_the_message(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class).hasMessageContaining(Ids.text(5));
    }

    @Test
    void damaged_bytes_are_an_io_exception_or_a_message_but_nothing_else() {
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = Metadata.write(message());
            for (int j = random.nextInt(3); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
            try {
                assertThat(Metadata.read(home, 5, cut).recipients()).isNotEmpty();
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_500);
    }
}
