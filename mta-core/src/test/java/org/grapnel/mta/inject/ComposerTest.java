package org.grapnel.mta.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ContainerPart;
import org.grapnel.hook.reception.ContainerPart.Kind;
import org.grapnel.hook.reception.SubmittedContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {
    private static final ContainerPart TEXT = part("text", Kind.TEXT, "text/plain", "Grüße, sagt der Text.\n.\nEnde");
    private static final ContainerPart HTML = part("html", Kind.HTML, "text/html", "<p>Grüße</p>");
    private static final ContainerPart FILE = part("naïve \"list\".csv", Kind.ATTACHMENT, "text/csv", "a,b\r\n1,2\r\n");
    private static final ContainerPart FACTS = part("campaign", Kind.METADATA, "text/plain", "autumn");

    private final Composer composer =
            new Composer(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC), "mx.example.org");

    @Test
    void one_text_is_one_body() throws IOException {
        Message mail = composed(
                List.of(TEXT),
                List.of(new Header(
                        "Subject", "Grüße aus Köln, ganz ohne Umschweife und noch viel länger als eine Zeile")));
        assertThat(mail.getMimeType()).isEqualTo("text/plain");
        assertThat(mail.getSubject())
                .isEqualTo("Grüße aus Köln, ganz ohne Umschweife und noch viel länger als eine Zeile");
        assertThat(mail.getFrom()).hasToString("[s@example.org]");
        assertThat(mail.getDate()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(mail.getMessageId()).endsWith("@mx.example.org>");
        assertThat(text(mail)).isEqualTo(TEXT.content().text().replace("\n", "\r\n"));
    }

    @Test
    void text_html_and_files_are_alternatives_with_attachments() throws IOException {
        Message mail = composed(List.of(FILE, HTML, FACTS, TEXT), List.of());
        List<Entity> parts = ((Multipart) mail.getBody()).getBodyParts();
        assertThat(mail.getMimeType()).isEqualTo("multipart/mixed");
        assertThat(parts).extracting(Entity::getMimeType).containsExactly("multipart/alternative", "text/csv");
        assertThat(((Multipart) parts.get(0).getBody()).getBodyParts())
                .extracting(Entity::getMimeType)
                .containsExactly("text/plain", "text/html");
        assertThat(text(parts.get(1))).isEqualTo("a,b\r\n1,2\r\n");
        assertThat(parts.get(1).getDispositionType()).isEqualTo("attachment");
    }

    @Test
    void display_names_are_encoded_and_addresses_are_not() throws IOException {
        String raw = raw(List.of(TEXT), List.of(new Header("To", "Jörg Müller <joerg@example.org>, b@example.net")));
        assertThat(raw)
                .contains("<joerg@example.org>, b@example.net")
                .contains("To: =?")
                .isASCII();
    }

    @Test
    void passed_through_are_all_parts() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        composer.passThrough(container(List.of(TEXT, FACTS), List.of()), out);
        assertThat(((Multipart) parsed(out.toByteArray()).getBody()).getBodyParts())
                .extracting(Entity::getMimeType)
                .containsExactly("text/plain", "text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nBcc: victim@example.org", "x\ny", "x\0"})
    void a_header_value_never_becomes_two(String value) {
        assertThatThrownBy(() -> raw(List.of(TEXT), List.of(new Header("Subject", value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Subject");
    }

    private String raw(List<ContainerPart> parts, List<Header> headers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        composer.compose(container(parts, headers), out);
        return out.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private Message composed(List<ContainerPart> parts, List<Header> headers) throws IOException {
        return parsed(raw(parts, headers).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private static Message parsed(byte[] mail) throws IOException {
        return new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(mail));
    }

    private static String text(Entity entity) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((SingleBody) entity.getBody()).writeTo(out);
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static SubmittedContainer container(List<ContainerPart> parts, List<Header> headers) {
        return new SubmittedContainer(
                Sender.of("s@example.org"), List.of(Recipient.of("r@example.net")), headers, parts);
    }

    private static ContainerPart part(String name, Kind kind, String type, String content) {
        return new ContainerPart(name, kind, new ContentType(type, Optional.of("utf-8")), Bytes.of(content));
    }
}
