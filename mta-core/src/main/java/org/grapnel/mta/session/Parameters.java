package org.grapnel.mta.session;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Reply;
import org.grapnel.mta.config.ReceptionOptions;

/** The tables of what may follow the path in MAIL and RCPT (RFC 5321 4.1.2, esmtp-param), by keyword in upper case. */
final class Parameters {
    /** Looks at one value; returns the refusal where it is wrong or can't be met. */
    interface Check {
        Optional<Reply> problem(Exchange exchange, String value);
    }

    static final Map<String, Check> OF_MAIL = Map.of(
            "SIZE",
            Parameters::size,
            "BODY",
            Parameters::body,
            "SMTPUTF8",
            Parameters::utf8,
            "REQUIRETLS",
            RequireTls::problem,
            AuthParameter.KEYWORD,
            AuthParameter::problem,
            "RET",
            DsnParameters::ret,
            "ENVID",
            DsnParameters::envid);
    static final Map<String, Check> OF_RCPT = Map.of(
            "NOTIFY", DsnParameters::notify,
            "ORCPT", DsnParameters::orcpt);

    private static final Set<String> BODIES = Set.of("7BIT", "8BITMIME", "BINARYMIME");

    private Parameters() {}

    /** The refusal of the first parameter that is unknown or wrong. */
    static Optional<Reply> problem(Map<String, Check> table, Exchange exchange, Map<String, String> parameters) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            Check check = table.get(parameter.getKey());
            Optional<Reply> problem = check == null
                    ? Optional.of(Reply.of(555, "5.5.4", "Parameter " + parameter.getKey() + " is not offered here"))
                    : check.problem(exchange, parameter.getValue());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** RFC 1870 5: up to 20 digits. */
    private static Optional<Reply> size(Exchange exchange, String value) {
        if (!value.matches("[0-9]{1,20}")) {
            return Optional.of(Reply.of(501, "5.5.4", "SIZE takes a number of bytes"));
        }
        long most = exchange.setting(ReceptionOptions.MAX_MESSAGE_SIZE);
        boolean tooLarge = value.length() > 18 || Long.parseLong(value) > most;
        return tooLarge
                ? Optional.of(Reply.of(552, "5.3.4", "The message is larger than " + most + " bytes"))
                : Optional.empty();
    }

    /** RFC 6531 3.4: a keyword without a value. */
    private static Optional<Reply> utf8(Exchange exchange, String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Reply.of(501, "5.5.4", "SMTPUTF8 takes no value"));
    }

    /** RFC 6152 2, RFC 3030 3. */
    private static Optional<Reply> body(Exchange exchange, String value) {
        return BODIES.contains(value.toUpperCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(Reply.of(501, "5.5.4", "BODY is 7BIT, 8BITMIME or BINARYMIME"));
    }
}
