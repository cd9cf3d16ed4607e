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
 * <p>WHEN: when a template of a reply, header field or policy holds a macro, {@code %{name}}, that the engine does not
 * know; once for each expansion, with the whole template.
 *
 * <p>ANSWER: the whole expanded text. Variables are those of the template's place, macro name to value; the map can't
 * be changed.
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
        when = "when a reply, header or policy template is expanded and a macro is unknown to the engine",
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
