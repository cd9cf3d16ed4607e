package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.MimePart;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Classifies a MIME part that is read apart from its mail.
 *
 * <p>WHEN: when content rules and filters read a part that does not belong to a Message: a mail that is not split into
 * Messages yet ({@code validate_data_spool}), a mail within a mail.
 *
 * <p>ANSWER: type and character set of the component.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code component -> sniff(component).map(ContentType::of)}
 */
@Hook(
        name = "ec_mime_component_extract_content_type",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a detached MIME component is classified, as content rules and filters do",
        byDefault = "the Content-Type field, else text/plain; charset=us-ascii (RFC 2045 5.2)")
@ConsumerType
@FunctionalInterface
public interface EcMimeComponentExtractContentType {
    HookPoint.Of1<EcMimeComponentExtractContentType, MimePart, Optional<ContentType>> POINT = HookPoint.first(
            EcMimeComponentExtractContentType.class,
            EcMimeComponentExtractContentType::ecMimeComponentExtractContentType);

    Optional<ContentType> ecMimeComponentExtractContentType(MimePart component);
}
