package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells how an AUTH exchange ended.
 *
 * <p>WHEN: after each AUTH exchange, before its reply is sent. Outcome, user and mechanism also stand in {@code
 * context.connection()} as {@code auth_status} (pass, fail, error), {@code auth_user} and {@code auth_name}. The user
 * is the empty string when the exchange ended before one was named.
 *
 * <p>ANSWER: none; a handler may end the session with {@code context.disconnect()}, or set another reply, whose code then is the
 * outcome: after a complete exchange 235 authenticates the user whatever the store said, and 4xx or 5xx refuses him.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (context, mechanism, user, outcome) -> { if (outcome == AuthOutcome.FAIL && guesses.add(user) >
 * 3) context.disconnect(); }}
 */
@Hook(
        name = "validate_auth",
        kind = HookKind.OBSERVE,
        thread = HookThread.SESSION,
        when = "after each AUTH exchange",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface ValidateAuth {
    HookPoint.Of4<ValidateAuth, ValidationContext, String, String, AuthOutcome, Void> POINT =
            HookPoint.observe(ValidateAuth.class, ValidateAuth::validateAuth);

    void validateAuth(ValidationContext context, String mechanism, String user, AuthOutcome outcome);
}
