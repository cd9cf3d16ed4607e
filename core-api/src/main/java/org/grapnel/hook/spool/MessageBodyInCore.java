package org.grapnel.hook.spool;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether a Message's body is in memory, and brings it there.
 *
 * <p>WHEN: before a body is sent. First without pull: is it in memory? When it is not, the engine asks again with pull
 * on a thread that may wait.
 *
 * <p>ANSWER: true = it is in memory, reading it will not wait; false = it is not. With pull, load it and then answer
 * true, or false when it can't be loaded: the attempt then fails for now.
 *
 * <p>THREADS: without pull the delivery thread, don't wait there; with pull a loading thread. Many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, pull) -> pull ? Optional.of(mirror.load(message.id())) :
 * Optional.of(mirror.holds(message.id()))}
 */
@Hook(
        name = "message_body_in_core",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before a body is sent: is it in memory? With pull, load it",
        byDefault = "the body cache; absent bodies are loaded off the delivery thread")
@ConsumerType
@FunctionalInterface
public interface MessageBodyInCore {
    HookPoint.Of2<MessageBodyInCore, Message, Boolean, Optional<Boolean>> POINT =
            HookPoint.first(MessageBodyInCore.class, MessageBodyInCore::messageBodyInCore);

    Optional<Boolean> messageBodyInCore(Message message, boolean pull);
}
