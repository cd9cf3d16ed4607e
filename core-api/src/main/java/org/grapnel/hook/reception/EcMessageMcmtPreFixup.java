package org.grapnel.hook.reception;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes a submitted container before it becomes a mail.
 *
 * <p>WHEN: when text, HTML, attachments and metadata are submitted as parts through the injection API, before they
 * become one mail. The mode says what the configuration has in store for it.
 *
 * <p>ANSWER: the container to go on with; its limits (parts, bytes, recipients) are checked again.
 *
 * <p>THREADS: the thread of the injection; many at once.
 *
 * <p>FAILURE: the value stays as it was.
 *
 * <p>EXAMPLE: {@code (container, mode) -> container.withPart(footer.appendedTo(container.part("text")))}
 */
@Hook(
        name = "ec_message_mcmt_pre_fixup",
        kind = HookKind.FOLD,
        thread = HookThread.ANY,
        when = "when a multi-part container is submitted through the injection API, before it becomes a mail",
        byDefault = "the container is taken as it was submitted")
@ConsumerType
@FunctionalInterface
public interface EcMessageMcmtPreFixup {
    HookPoint.Of2<EcMessageMcmtPreFixup, SubmittedContainer, ContainerMode, SubmittedContainer> POINT =
            HookPoint.fold(EcMessageMcmtPreFixup.class, EcMessageMcmtPreFixup::ecMessageMcmtPreFixup);

    SubmittedContainer ecMessageMcmtPreFixup(SubmittedContainer container, ContainerMode mode);
}
