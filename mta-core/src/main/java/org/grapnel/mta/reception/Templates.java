package org.grapnel.mta.reception;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.reception.ValidateExpandString;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.config.Settings;

/**
 * Expands the macros, {@code %{name}}, in replies that handlers have set. Values are put in once and not looked at again; what
 * follows a doubled percent sign is no macro. Safe for use by any thread.
 */
public final class Templates {
    private static final Pattern MACRO = Pattern.compile("%%\\{|%\\{([A-Za-z0-9_.-]{1,100})}");

    private final Supplier<Settings> settings;
    private final Clock clock;

    Templates(Supplier<Settings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Where a template stands.
     *
     * @param recipient the one that the reply is about
     */
    public record Place(
            Hooks hooks,
            Optional<Session> session,
            Optional<Transaction> transaction,
            Optional<MailAddress> recipient,
            ValidationContext context) {}

    /** The reply with its macros expanded; the same object where it has none. */
    public Reply expanded(Reply reply, Place place) {
        if (reply.lines().stream().noneMatch(line -> line.contains("%{"))) {
            return reply;
        }
        Macros macros = macros(place);
        String template = String.join("\n", reply.lines());
        boolean unknown = MACRO.matcher(template)
                .results()
                .anyMatch(found ->
                        found.group(1) != null && macros.of(found.group(1)).isEmpty());
        String whole = unknown
                ? place.hooks()
                        .call(ValidateExpandString.POINT, template, macros.all(), place.session(), place.context())
                        .orElse(template)
                : template;
        return new Reply(
                reply.code(), reply.enhanced(), List.of(filled(whole, macros).split("\r?\n|\r", -1)));
    }

    private Macros macros(Place place) {
        Settings now = settings.get();
        String hostname = place.session()
                .map(session -> now.forListener(ServerOptions.HOSTNAME, session.listener()))
                .orElseGet(() -> now.get(ServerOptions.HOSTNAME));
        Macros macros = new Macros(hostname, clock.instant(), place.context());
        place.session().ifPresent(macros::with);
        place.transaction().ifPresent(macros::with);
        place.recipient().or(() -> onlyOne(place)).ifPresent(macros::with);
        return macros;
    }

    private static Optional<MailAddress> onlyOne(Place place) {
        return place.transaction()
                .filter(transaction -> transaction.recipients().size() == 1)
                .map(transaction -> transaction.recipients().get(0).address());
    }

    /** What nobody knows is nothing. */
    private static String filled(String template, Macros macros) {
        return MACRO.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? "%{"
                                : macros.of(found.group(1)).orElse("")));
    }
}
