package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.MimePart;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Classifies a part of a mail's MIME tree.
 *
 * <p>WHEN: when a Message's MIME tree is parsed, once for each part, outer parts first. The tree is parsed when
 * something first asks for it.
 *
 * <p>ANSWER: type and character set of the part. A multipart type makes the parser look for parts by the field's
 * boundary.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, part) -> part.declared().isEmpty() ?
 * Optional.of(ContentType.of("application/octet-stream")) : Optional.empty()}
 */
@Hook(
        name = "ec_message_part_get_content_type",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the MIME parser classifies a part of a Message",
        byDefault = "the Content-Type field, else text/plain; charset=us-ascii (RFC 2045 5.2)")
@ConsumerType
@FunctionalInterface
public interface EcMessagePartGetContentType {
    HookPoint.Of2<EcMessagePartGetContentType, Message, MimePart, Optional<ContentType>> POINT = HookPoint.first(
            EcMessagePartGetContentType.class, EcMessagePartGetContentType::ecMessagePartGetContentType);

    Optional<ContentType> ecMessagePartGetContentType(Message message, MimePart part);
}
