package org.grapnel.mta.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.MimePart;
import org.grapnel.mta.mail.mime.Classifier;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadsMimeTreesTest {
    private static final String MIXED = String.join(
            "\r\n",
            "Subject: s",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=\"=_a\"",
            "",
            "preamble",
            "--=_a",
            "Content-Type: multipart/alternative;",
            "\tboundary=inner",
            "",
            "--inner",
            "Content-Type: Text/Plain; charset=UTF-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "caf=C3=A9",
            "--inner",
            "Content-Type: text/html",
            "",
            "<p>x</p>",
            "",
            "--inner--",
            "--=_a",
            "Content-Type: application/pdf; name=x.pdf",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment",
            "",
            "aGVsbG8=",
            "--=_a",
            "",
            "no header at all",
            "--=_a--",
            "epilogue",
            "");

    private static MailContent content(String mail) {
        int end = mail.indexOf("\r\n\r\n");
        return new MailContent(
                new HeaderBlock(mail.substring(0, end + 2).getBytes(StandardCharsets.UTF_8)),
                Bodies.inMemory(mail.substring(end + 4).getBytes(StandardCharsets.UTF_8)),
                replacement -> Bodies.inMemory(replacement.readAllBytes()));
    }

    private static MailContent content(String mail, Classifier parts, Classifier detached) {
        MailContent content = content(mail);
        content.read(new MimeReading(parts, detached));
        return content;
    }

    private static String text(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<MimePart> all(MimePart part) {
        List<MimePart> all = new ArrayList<>(List.of(part));
        part.parts().forEach(child -> all.addAll(all(child)));
        return all;
    }

    @Test
    void every_part_has_its_place_type_header_size_and_body() throws Exception {
        MimePart root = content(MIXED).mime();

        assertThat(all(root)).extracting(MimePart::path).containsExactly("", "1", "1.1", "1.2", "2", "3");
        assertThat(all(root).stream().map(part -> part.contentType().type()))
                .containsExactly(
                        "multipart/mixed",
                        "multipart/alternative",
                        "text/plain",
                        "text/html",
                        "application/pdf",
                        "text/plain");
        MimePart plain = root.parts().get(0).parts().get(0);
        assertThat(plain.contentType().charset()).contains("utf-8");
        assertThat(text(plain.open())).isEqualTo("caf=C3=A9");
        assertThat(text(plain.openDecoded())).isEqualTo("café");
        assertThat(plain.size()).isEqualTo(9);
        MimePart pdf = root.parts().get(1);
        assertThat(pdf.headers().first("content-disposition")).contains("attachment");
        assertThat(text(pdf.openDecoded())).isEqualTo("hello");
        MimePart bare = root.parts().get(2);
        assertThat(bare.declared()).isEmpty();
        assertThat(bare.contentType()).isEqualTo(ContentType.PLAIN_TEXT);
        assertThat(text(bare.open())).isEqualTo("no header at all");
        assertThat(text(root.parts().get(0).parts().get(1).open())).isEqualTo("<p>x</p>\r\n");
        assertThat(text(root.parts().get(0).open())).startsWith("--inner\r\n").endsWith("--inner--");
        assertThat(text(root.open())).startsWith("preamble").endsWith("epilogue\r\n");
        assertThat(root.size()).isEqualTo(MIXED.length() - MIXED.indexOf("preamble"));
        assertThat(root.complete()).isTrue();
    }

    @Test
    void the_tree_is_read_once_and_again_after_a_change() throws Exception {
        MailContent content = content(MIXED);
        MimePart first = content.mime();
        assertThat(content.mime()).isSameAs(first);

        content.headers().replace("Content-Type", "text/plain");
        assertThat(content.mime().parts()).isEmpty();
        assertThat(first.parts()).hasSize(3);
        content.replaceBody(InputStream.nullInputStream());
        assertThat(text(content.mime().open())).isEmpty();
        assertThat(text(first.parts().get(2).open())).isEqualTo("no header at all");
    }

    @Test
    void a_classifier_makes_a_part_what_it_is() throws Exception {
        List<String> asked = new ArrayList<>();
        MimePart root = content(
                        MIXED.replace("multipart/mixed", "text/broken"),
                        part -> {
                            asked.add(part.path());
                            return switch (part.path()) {
                                case "" -> Optional.of(ContentType.of("multipart/mixed"));
                                case "1" -> Optional.of(ContentType.of("application/x-closed"));
                                default -> Optional.empty();
                            };
                        },
                        part -> Optional.empty())
                .mime();

        assertThat(asked).containsExactly("", "1", "2", "3");
        assertThat(root.declared()).contains(ContentType.of("text/broken"));
        assertThat(root.parts()).hasSize(3);
        assertThat(root.parts().get(0).parts()).isEmpty();
        assertThat(root.parts().get(0).contentType().type()).isEqualTo("application/x-closed");
        assertThat(text(root.parts().get(0).open())).startsWith("--inner");
    }

    @Test
    void a_mail_within_the_mail_is_a_tree_of_its_own() throws Exception {
        String digest = "Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\n" + MIXED + "\r\n--d--\r\n";
        List<String> detached = new ArrayList<>();
        MimePart root = content(digest, part -> Optional.empty(), part -> {
                    detached.add(part.path());
                    return Optional.empty();
                })
                .mime();
        MimePart part = root.parts().get(0);
        assertThat(part.contentType().type()).isEqualTo("message/rfc822"); // RFC 2046 5.1.5
        assertThat(part.parts()).isEmpty();
        assertThat(detached).isEmpty();

        MimePart mail = part.embedded().orElseThrow();
        assertThat(mail.headers().first("Subject")).contains("s");
        assertThat(text(mail.parts().get(1).openDecoded())).isEqualTo("hello");
        assertThat(detached).containsExactly("", "1", "1.1", "1.2", "2", "3");
        assertThat(root.embedded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\na\r\n",
                "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\na\r\n",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\nnothing of the kind\r\n",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\na",
                "Content-Type: ;;;===\"\r\n\r\n--x\r\n",
                "Content-Type: /\r\n\r\nx",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nno colon here\r\n: empty\r\n\r\na\r\n--x--",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=\"\u0000\r\n\r\n--x",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=A=\r\n--x--",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=\r\n=\r\n--x--",
                "\r\n\r\n"
            })
    void broken_structure_is_no_error(String mail) throws Exception {
        openAll(content(mail).mime());
    }

    private static void openAll(MimePart root) throws IOException {
        for (MimePart part : all(root)) {
            try (InputStream raw = part.open();
                    InputStream decoded = part.openDecoded()) {
                raw.transferTo(OutputStream.nullOutputStream());
                decoded.transferTo(OutputStream.nullOutputStream());
            }
            assertThat(part.size()).isNotNegative();
            part.embedded();
        }
    }

    @Test
    void a_multipart_that_can_not_be_taken_apart_is_incomplete() throws Exception {
        assertThat(content("Content-Type: multipart/mixed\r\n\r\n--x\r\n")
                        .mime()
                        .complete())
                .isFalse();
    }

    @Test
    void bounds_hold_for_parts_depth_and_headers() throws Exception {
        String many = "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + "--x\r\n\r\na\r\n".repeat(5_000) + "--x--";
        MimePart wide = content(many).mime();
        assertThat(wide.parts()).hasSizeBetween(900, 1_000);
        assertThat(wide.complete()).isFalse();
        assertThat(text(wide.parts().get(700).open())).isEqualTo("a");

        StringBuilder nested = new StringBuilder("Content-Type: multipart/mixed; boundary=b0x\r\n\r\n");
        for (int i = 0; i < 200; i++) {
            nested.append("--b").append(i).append("x\r\nContent-Type: multipart/mixed; boundary=b");
            nested.append(i + 1).append("x\r\n\r\n");
        }
        MimePart deep = content(nested.toString()).mime();
        assertThat(all(deep)).hasSizeLessThanOrEqualTo(31);
        assertThat(deep.complete()).isFalse();

        String endless = "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nX: " + "y".repeat(3_000_000);
        MimePart endlessHeader = content(endless).mime();
        assertThat(endlessHeader.complete()).isFalse();
    }

    @Test
    void a_long_line_in_a_body_is_no_line_of_a_header() throws Exception {
        String line = "z".repeat(500_000);
        MimePart root = content("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n" + line + "\r\n--x--\r\n")
                .mime();
        assertThat(root.complete()).isTrue();
        assertThat(root.parts().get(0).size()).isEqualTo(line.length());
    }

    @Test
    void whatever_bytes_come_the_tree_is_read_without_an_exception() throws Exception {
        Random random = new Random(4711);
        List<String> bits = List.of(
                "--=_a",
                "--inner",
                "--",
                "\r\n",
                "\r\n\r\n",
                "\n",
                "\r",
                "Content-Type: ",
                "multipart/mixed; boundary=",
                "=_a",
                "message/rfc822",
                ";",
                "\"",
                "(",
                "=",
                "\u0000",
                "é",
                "Content-Transfer-Encoding: base64\r\n",
                ":",
                "x");
        for (int round = 0; round < 1_500; round++) {
            StringBuilder mail = new StringBuilder(MIXED);
            for (int change = 0; change < 12; change++) {
                int at = random.nextInt(mail.length());
                String bit = bits.get(random.nextInt(bits.size()));
                if (random.nextBoolean()) {
                    mail.insert(at, bit);
                } else {
                    mail.replace(at, Math.min(mail.length(), at + 1 + random.nextInt(8)), bit);
                }
            }
            String broken = mail.indexOf("\r\n\r\n") < 0 ? mail + "\r\n\r\n" : mail.toString();
            openAll(content(broken).mime());
        }
    }

    @Test
    void a_large_mail_is_read_and_opened_without_being_copied() throws Exception {
        byte[] head = "--x\r\nContent-Type: text/plain\r\n\r\nsmall\r\n--x\r\nContent-Type: video/x\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] block = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab\r\n"
                .repeat(1_000)
                .getBytes(StandardCharsets.US_ASCII);
        int blocks = 1_000; // about 60 MB
        Body large = new Body() {
            @Override
            public long size() {
                return head.length + (long) blocks * block.length;
            }

            @Override
            public InputStream open() {
                return new SequenceInputStream(
                        new java.io.ByteArrayInputStream(head),
                        new SequenceInputStream(Collections.enumeration(Collections.nCopies(blocks, block).stream()
                                .map(octets -> (InputStream) new java.io.ByteArrayInputStream(octets))
                                .toList())));
            }
        };
        MailContent content = new MailContent(
                new HeaderBlock("Content-Type: multipart/mixed; boundary=x\r\n".getBytes(StandardCharsets.US_ASCII)),
                large,
                replacement -> large);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        MimePart video = content.mime().parts().get(1);
        try (InputStream stream = video.open()) {
            assertThat(stream.transferTo(OutputStream.nullOutputStream())).isEqualTo(video.size());
        }

        assertThat(video.size()).isEqualTo((long) blocks * block.length);
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(16L << 20);
    }
}
