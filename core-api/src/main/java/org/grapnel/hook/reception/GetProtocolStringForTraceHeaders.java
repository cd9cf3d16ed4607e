package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives the protocol word of the Received header field.
 *
 * <p>WHEN: when the Received field is written by the engine, for its {@code with} clause.
 *
 * <p>ANSWER: one word of letters, digits and hyphens; anything else is logged as an error and counts as no answer.
 *
 * <p>THREADS: the thread that takes the mail in; many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (session, context, message) -> session.isEmpty() ? Optional.of("X-INJECT") : Optional.empty()}
 */
@Hook(
        name = "get_protocol_string_for_trace_headers",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the with word of the Received header is written",
        byDefault =
                "SMTP, ESMTP, ESMTPS, ESMTPA, ESMTPSA, their LMTP and UTF8 kin, HTTP (RFC 5321 4.4, RFC 3848, RFC 6531)")
@ConsumerType
@FunctionalInterface
public interface GetProtocolStringForTraceHeaders {
    HookPoint.Of3<GetProtocolStringForTraceHeaders, Optional<Session>, ValidationContext, Message, Optional<String>>
            POINT = HookPoint.first(
                    GetProtocolStringForTraceHeaders.class,
                    GetProtocolStringForTraceHeaders::getProtocolStringForTraceHeaders);

    Optional<String> getProtocolStringForTraceHeaders(
            Optional<Session> session, ValidationContext context, Message message);
}
