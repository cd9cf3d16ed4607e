package org.grapnel.hook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.bounce.NoticeText;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.queue.ConnectionTarget;
import org.grapnel.hook.queue.ExpirationParams;
import org.grapnel.hook.reception.ContainerPart;
import org.grapnel.hook.reception.ContainerPart.Kind;
import org.grapnel.hook.reception.SubmittedContainer;
import org.grapnel.hook.session.ClientCertificate;
import org.grapnel.hook.session.TlsMaterial;
import org.grapnel.hook.session.TlsParameters;
import org.grapnel.hook.session.TlsVerification;
import org.junit.jupiter.api.Test;

/** Values that travel through FOLD points: a handler gets a changed copy, the others are not disturbed. */
class ChangedCopiesTest {
    @Test
    void tls_parameters_change_one_thing_and_keep_the_rest() {
        TlsParameters parameters = TlsParameters.OPEN
                .withCertificate(TlsMaterial.pem("chain"), TlsMaterial.pem("key"))
                .withTrust(TlsMaterial.pem("anchors"))
                .withProtocols(List.of("TLSv1.3"))
                .withCiphers(List.of("TLS_AES_256_GCM_SHA384"))
                .withClientCertificate(ClientCertificate.REQUIRED)
                .withVerification(TlsVerification.CA_AND_HOST);
        assertThat(parameters.certificate()).contains(TlsMaterial.pem("chain"));
        assertThat(parameters.key()).contains(TlsMaterial.pem("key"));
        assertThat(parameters.trust()).contains(TlsMaterial.pem("anchors"));
        assertThat(parameters.protocols()).containsExactly("TLSv1.3");
        assertThat(parameters.ciphers()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(parameters.clientCertificate()).isEqualTo(ClientCertificate.REQUIRED);
        assertThat(parameters.verification()).contains(TlsVerification.CA_AND_HOST);
        assertThat(parameters)
                .as("equal values share a context")
                .isEqualTo(parameters.withProtocols(List.of("TLSv1.3")));
        assertThat(TlsParameters.OPEN.certificate()).isEmpty();
    }

    @Test
    void a_container_part_is_replaced_at_its_place_or_added() {
        ContainerPart text = new ContainerPart("text", Kind.TEXT, ContentType.PLAIN_TEXT, Bytes.of("hello"));
        ContainerPart facts =
                new ContainerPart("facts", Kind.METADATA, ContentType.of("application/json"), Bytes.EMPTY);
        SubmittedContainer container =
                new SubmittedContainer(Sender.of("a@example.net"), List.of(), List.of(), List.of(text, facts));

        ContainerPart changed = text.withContent(Bytes.of("good day"));
        assertThat(container.withPart(changed).parts()).containsExactly(changed, facts);
        ContainerPart more = new ContainerPart("more", Kind.METADATA, ContentType.PLAIN_TEXT, Bytes.EMPTY);
        assertThat(container.withPart(more).parts()).containsExactly(text, facts, more);
        assertThat(container.part("text")).contains(text);
    }

    @Test
    void a_notice_gets_a_header_field_once() {
        NoticeText notice = new NoticeText(List.of(new Header("Subject", "late"), new Header("From", "x")), "text");
        assertThat(notice.withHeader(new Header("SUBJECT", "later")).headers())
                .containsExactly(new Header("From", "x"), new Header("SUBJECT", "later"));
        assertThat(notice.withText("other").headers()).isEqualTo(notice.headers());
    }

    @Test
    void a_goal_tells_what_is_missing_and_is_never_negative() {
        assertThat(new ConnectionTarget(5, 2).missing()).isEqualTo(3);
        assertThat(new ConnectionTarget(5, 2).withWanted(1).missing()).isZero();
        assertThatThrownBy(() -> new ConnectionTarget(-1, 0)).hasMessageContaining("-1 wanted");
    }

    @Test
    void expiration_parameters_are_never_negative() {
        ExpirationParams params = new ExpirationParams(Duration.ofDays(4), Duration.ofMinutes(20), 0);
        assertThat(params.withExpiry(Duration.ofHours(1))
                        .withMaximumRetries(3)
                        .withRetryInterval(Duration.ofMinutes(1)))
                .isEqualTo(new ExpirationParams(Duration.ofHours(1), Duration.ofMinutes(1), 3));
        assertThatThrownBy(() -> params.withMaximumRetries(-1)).hasMessageContaining("retries -1");
    }

    @Test
    void a_media_type_is_compared_in_lower_case_and_needs_both_halves() {
        assertThat(ContentType.of("Multipart/Mixed")).isEqualTo(ContentType.of("multipart/mixed"));
        assertThat(ContentType.of("multipart/mixed").isMultipart()).isTrue();
        assertThatThrownBy(() -> ContentType.of("text/")).hasMessageContaining("text/: not a media type");
        assertThatThrownBy(() -> ContentType.of("text")).hasMessageContaining("RFC 2045");
    }
}
