package org.grapnel.hook.reception;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about a container whose parts were read, and edits the parts that are no mail.
 *
 * <p>WHEN: after the parts of a submitted container were read and its mail was made, before validation.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; invalid = the injection is refused for good (HTTP 422); fail = for now (HTTP
 * 503).
 *
 * <p>THREADS: the thread of the injection; many at once.
 *
 * <p>FAILURE: fails for now: the injection is answered with HTTP 503.
 *
 * <p>EXAMPLE: {@code (container, message) -> { container.container().part("campaign").ifPresent(p ->
 * message.context("campaign", p.content().text())); return Verdict.CONTINUE; }}
 */
@Hook(
        name = "ec_message_mcmt_fixup",
        kind = HookKind.VERDICT,
        thread = HookThread.ANY,
        when = "after the parts of a container were read, to edit the non-mail parts",
        byDefault = "the mail goes on to validation")
@ConsumerType
@FunctionalInterface
public interface EcMessageMcmtFixup {
    HookPoint.Of2<EcMessageMcmtFixup, EditableContainer, EditableMessage, Verdict.OfContainer> POINT =
            HookPoint.verdict(
                    EcMessageMcmtFixup.class,
                    EcMessageMcmtFixup::ecMessageMcmtFixup,
                    Verdict.fail("a container handler failed, please try again later"));

    Verdict.OfContainer ecMessageMcmtFixup(EditableContainer container, EditableMessage message);
}
