package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Attachments;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Supplies a typed attachment that is not there yet.
 *
 * <p>WHEN: when {@code attachment(key)} is called on a Session, Transaction, Message or Delivery and nothing stands
 * there under the key, nor on what it belongs to (a transaction's session, a delivery's message).
 *
 * <p>ANSWER: the object, of the key's type, else the answer is logged as an error and counts as no answer. It is not
 * kept: a handler that wants that attaches it.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (holder, key) -> key.equals(SCORE) && holder instanceof Message m ?
 * Optional.of(scores.of(m.id())) : Optional.empty()}
 */
@Hook(
        name = "ec_bag_find",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a typed attachment is looked up and is neither present nor reachable through another one",
        byDefault = "the look-up finds nothing")
@ConsumerType
@FunctionalInterface
public interface EcBagFind {
    HookPoint.Of2<EcBagFind, Attachments, AttachmentKey<?>, Optional<Object>> POINT =
            HookPoint.first(EcBagFind.class, EcBagFind::ecBagFind);

    Optional<Object> ecBagFind(Attachments holder, AttachmentKey<?> key);
}
