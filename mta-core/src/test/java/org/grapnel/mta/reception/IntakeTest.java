package org.grapnel.mta.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.grapnel.mta.mail.MailContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(MailContent content) throws IOException {
        try (var in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\r\nC: d\r\n e\r\n\r\nbody\r\n\r\nmore\r\n",
                "\r\nno header\r\n",
                "A: b\r\n\r\n",
                "A: b\r\nx\nB: c\r\n\r\nbody\r\n"
            })
    void finds_the_end_of_the_header_wherever_the_blocks_are_cut(String mail) throws Exception {
        int header = mail.startsWith("\r\n") ? 0 : mail.indexOf("\r\n\r\n") + 2;
        byte[] all = bytes(mail);
        for (int first = 0; first <= all.length; first++) {
            for (int second = first; second <= all.length; second++) {
                try (Intake intake = new Intake(directory, 1 << 20)) {
                    intake.write(all, 0, first);
                    intake.write(all, first, second - first);
                    intake.write(all, second, all.length - second);
                    MailContent content = intake.content();
                    assertThat(text(content)).isEqualTo(mail);
                    assertThat(content.headers().bytes()).isEqualTo(bytes(mail.substring(0, header)));
                    assertThat(content.size()).isEqualTo(all.length);
                }
            }
        }
    }

    @Test
    void a_mail_without_a_body_gets_its_empty_line() throws Exception {
        try (Intake intake = new Intake(directory, 1 << 20)) {
            intake.write(bytes("A: b\r\n"), 0, 6);
            assertThat(text(intake.content())).isEqualTo("A: b\r\n\r\n");
        }
    }

    @Test
    void a_header_without_end_is_refused_and_takes_no_memory() throws Exception {
        byte[] line = bytes("X-Long: " + "x".repeat(990) + "\r\n");
        try (Intake intake = new Intake(directory, 1 << 30)) {
            for (int i = 0; i < 1_000; i++) {
                intake.write(line, 0, line.length);
            }
            assertThat(intake.headerTooLarge()).isFalse();
            for (int i = 0; i < 2_000; i++) {
                intake.write(line, 0, line.length);
            }
            assertThat(intake.headerTooLarge()).isTrue();
        }
    }

    @Test
    void a_body_moves_to_a_file_when_it_is_large_and_the_file_goes_at_the_end() throws Exception {
        byte[] block = bytes("x".repeat(1 << 16));
        try (Intake intake = new Intake(directory, 1 << 30)) {
            intake.write(bytes("A: b\r\n\r\n"), 0, 8);
            for (int i = 0; i < 16; i++) {
                intake.write(block, 0, block.length);
            }
            assertThat(files()).isZero();
            intake.write(block, 0, 1);
            assertThat(files()).isOne();
            assertThat(intake.content().body().size()).isEqualTo((1 << 20) + 1);
        }
        assertThat(files()).isZero();
    }

    @Test
    void an_abandoned_intake_leaves_no_file() throws Exception {
        try (Intake intake = new Intake(directory, 1 << 30)) {
            byte[] all = bytes("\r\n" + "x".repeat(2 << 20));
            intake.write(all, 0, all.length);
            assertThat(files()).isOne();
        }
        assertThat(files()).isZero();
    }

    @Test
    void a_replaced_body_is_bounded_and_may_be_a_file() throws Exception {
        try (Intake intake = new Intake(directory, 2 << 20)) {
            intake.write(bytes("A: b\r\n\r\nx"), 0, 9);
            MailContent content = intake.content();
            assertThatThrownBy(() -> content.replaceBody(new ByteArrayInputStream(new byte[(2 << 20) + 1])))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("largest mail allowed");
            assertThat(text(content)).isEqualTo("A: b\r\n\r\nx");
            content.replaceBody(new ByteArrayInputStream(new byte[2 << 20]));
            assertThat(content.body().size()).isEqualTo(2 << 20);
        }
        assertThat(files()).isZero();
    }

    private long files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }
}
