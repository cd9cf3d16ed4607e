package org.grapnel.hook.reception;

import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Expands a macro in a template that the engine does not know.
 *
 * <p>WHEN: when a reply that a handler has set (its refusal, or the pending reply of the ValidationContext) holds a
 * macro, {@code %{name}}, that the engine does not know; once for each expansion, with the whole template, line feeds
 * between its lines.
 *
 * <p>ANSWER: the text to go on with. Macros that the engine knows may be left in it: they are expanded afterwards; what is still unknown
 * then is nothing. A macro after a doubled percent sign is left alone, with one of the two. Variables are those of the template's place, name to value, the map can't be
 * changed: {@code hostname time client_address client_port ehlo listener protocol session auth_user transaction sender
 * sender_domain recipients recipient recipient_domain}, and {@code connection.KEY} and {@code message.KEY} for the entries of the
 * two dictionaries. Values are printable ASCII of at most 256 characters; a reply has at most 50 lines, long ones are broken.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (template, variables, session, context) -> Optional.of(template.replace("%{site}", site))}
 */
@Hook(
        name = "validate_expand_string",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a reply template is expanded and a macro is unknown to the engine",
        byDefault = "an unknown macro expands to nothing")
@ConsumerType
@FunctionalInterface
public interface ValidateExpandString {
    HookPoint.Of4<
                    ValidateExpandString,
                    String,
                    Map<String, String>,
                    Optional<Session>,
                    ValidationContext,
                    Optional<String>>
            POINT = HookPoint.first(ValidateExpandString.class, ValidateExpandString::validateExpandString);

    Optional<String> validateExpandString(
            String template, Map<String, String> variables, Optional<Session> session, ValidationContext context);
}
