package org.grapnel.sample.headerstamp;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Session;

/** What may stand in braces in the text, and where its value comes from. */
enum Placeholder {
    VERSION(Facts::version),
    BUNDLE(Facts::bundle),
    SESSION(facts -> of(facts, Session::id)),
    LISTENER(facts -> of(facts, Session::listener)),
    CLIENT(facts -> of(facts, s -> s.remoteAddress().getAddress().getHostAddress())),
    RECIPIENT(facts ->
            facts.message().recipients().stream().map(Recipient::toString).collect(Collectors.joining(" "))),
    MESSAGE(facts -> facts.message().id());

    /** Stands where a mail has no session: it was injected, or is a DSN. */
    private static final String NO_SESSION = "-";

    @SuppressWarnings("ImmutableEnumChecker") // method references and lambdas that capture nothing
    private final Function<Facts, String> value;

    Placeholder(Function<Facts, String> value) {
        this.value = value;
    }

    String value(Facts facts) {
        return value.apply(facts);
    }

    static Optional<Placeholder> named(String name) {
        return Stream.of(values()).filter(p -> p.key().equals(name)).findFirst();
    }

    /** All of them as they are written, for error messages. */
    static String known() {
        return Stream.of(values()).map(p -> "{" + p.key() + "}").collect(Collectors.joining(" "));
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String of(Facts facts, Function<Session, String> property) {
        return facts.session().map(property).orElse(NO_SESSION);
    }
}
