package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.MimePart;
import org.grapnel.hook.reception.EcMessagePartGetContentType;
import org.grapnel.hook.reception.EcMimeComponentExtractContentType;
import org.grapnel.hook.reception.FinalValidation;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Test;

/** The two hooks that say what a part of a mail is, asked when a handler looks at the mail's MIME tree. */
public class MimeHooksIT extends HookStory {
    private static final String MAIL =
            """
            Subject: parts
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            hello
            --b
            Content-Type: application/octet-stream; name=a.exe
            Content-Transfer-Encoding: base64

            TVo=
            --b--
            """;

    private String send() throws IOException {
        try (SmtpProbe probe = session()) {
            return probe.mail("a@client.test", List.of("x@b.test"), MAIL).toString();
        }
    }

    private static String decoded(MimePart part) {
        try (InputStream body = part.openDecoded()) {
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String types(MimePart root) {
        return root.contentType().type()
                + root.parts().stream().map(part -> part.contentType().type()).toList();
    }

    @Test
    public void ec_message_part_get_content_type_classifies_the_parts_of_a_message() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        handler(EcMessagePartGetContentType.class, (message, part) -> {
            asked.add(part.path() + " of " + message.recipients().get(0));
            return part.path().equals("2") && decoded(part).startsWith("MZ")
                    ? Optional.of(ContentType.of("application/x-msdownload"))
                    : Optional.empty();
        });
        handler(FinalValidation.class, (message, session, context) -> {
            try {
                message.content()
                        .headers()
                        .append("X-Types", types(message.content().mime()));
                return Verdict.CONTINUE;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        send();

        assertThat(receiver.awaitMails(1, PATIENCE).get(0).header("X-Types"))
                .contains("multipart/mixed[text/plain, application/x-msdownload]");
        assertThat(asked).containsExactly(" of x@b.test", "1 of x@b.test", "2 of x@b.test");
    }

    @Test
    public void nobody_is_asked_where_no_handler_looks_at_the_parts() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        handler(EcMessagePartGetContentType.class, (message, part) -> {
            asked.add(part.path());
            return Optional.empty();
        });
        send();
        receiver.awaitMails(1, PATIENCE);

        assertThat(asked).isEmpty();
    }

    @Test
    public void ec_mime_component_extract_content_type_classifies_the_parts_of_a_mail_that_is_no_message_yet()
            throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        handler(EcMimeComponentExtractContentType.class, part -> {
            asked.add(part.path());
            return part.declared()
                            .filter(type -> type.type().equals("application/octet-stream"))
                            .isPresent()
                    ? Optional.of(ContentType.of("application/x-msdownload"))
                    : Optional.empty();
        });
        handler(ValidateDataSpool.class, (transaction, context) -> {
            try {
                String types = types(transaction.content().orElseThrow().mime());
                return types.contains("x-msdownload")
                        ? Verdict.reject(554, "5.7.1", "no programs here")
                        : Verdict.CONTINUE;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(send()).isEqualTo("554 5.7.1 no programs here");
        assertThat(asked).containsExactly("", "1", "2");
    }
}
