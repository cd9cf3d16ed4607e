package org.grapnel.hook.queue;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes how long and how often a Message is tried.
 *
 * <p>WHEN: whenever expiry, retry interval or maximum retries of a Message are needed: at its reception, after each
 * failed attempt, in listings. Answer alike each time.
 *
 * <p>ANSWER: the parameters to go on with.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: the value stays as it was.
 *
 * <p>EXAMPLE: {@code (params, message) -> message.context().containsKey("otp") ?
 * params.withExpiry(Duration.ofMinutes(10)) : params}
 */
@Hook(
        name = "get_msg_expiration_params",
        kind = HookKind.FOLD,
        thread = HookThread.ANY,
        when = "whenever expiry, retry interval and maximum retries of a Message are needed",
        byDefault = "message_expiration and retry_interval of binding and domain, any number of retries")
@ConsumerType
@FunctionalInterface
public interface GetMsgExpirationParams {
    HookPoint.Of2<GetMsgExpirationParams, ExpirationParams, Message, ExpirationParams> POINT =
            HookPoint.fold(GetMsgExpirationParams.class, GetMsgExpirationParams::getMsgExpirationParams);

    ExpirationParams getMsgExpirationParams(ExpirationParams params, Message message);
}
