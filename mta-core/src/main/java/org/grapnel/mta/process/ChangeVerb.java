package org.grapnel.mta.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.grapnel.hook.Reply;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.hook.reception.PostValidateSetBinding;
import org.grapnel.mta.config.AsciiDomain;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.MessageChange;

/**
 * One line of the table of changes.
 *
 * @param own arguments and options besides those that say which messages
 */
record ChangeVerb(String name, String summary, Syntax own, Made change) {
    private static final String REASON = "kept with the message and in the log";
    private static final int MAX_REASON = 200;

    /** Makes the change out of what was typed. */
    interface Made {
        MessageChange of(Arguments arguments) throws CommandException;
    }

    static TreeMap<String, ChangeVerb> table(QueueTable.Queued queued) {
        return Stream.of(
                        new ChangeVerb(
                                "flush",
                                "try delayed messages now",
                                Syntax.NONE.optional("DOMAIN", "only this routing domain"),
                                arguments -> retry(queued.clock().instant())),
                        new ChangeVerb(
                                "hold",
                                "keep messages from being tried until they are released",
                                Syntax.NONE.option("reason", "TEXT", REASON),
                                arguments -> {
                                    String reason = reason(arguments, "held by command");
                                    return MessageChange.edit(
                                            "held",
                                            message -> !message.held(),
                                            true,
                                            message -> message.state(
                                                    message.state().held(reason)));
                                }),
                        new ChangeVerb(
                                "release",
                                "try held messages, and those that a handler owns, now",
                                Syntax.NONE,
                                arguments -> release(queued.clock().instant())),
                        new ChangeVerb(
                                "delay",
                                "put off the next attempt",
                                Syntax.NONE.option("by", "TIME", "from now on, such as 2h; default 1h"),
                                arguments -> {
                                    Instant next = queued.clock()
                                            .instant()
                                            .plus(arguments.duration("by", Duration.ofHours(1)));
                                    return MessageChange.edit(
                                            "delayed", ChangeVerb::waits, true, message -> due(message, next));
                                }),
                        new ChangeVerb(
                                "rebind",
                                "have messages leave through another binding",
                                Syntax.NONE.required("BINDING", "the name of a configured binding"),
                                arguments -> rebind(queued, arguments.required("BINDING"))),
                        new ChangeVerb(
                                "reroute",
                                "move messages to the queue of another routing domain",
                                Syntax.NONE.required("ROUTE", "a domain, or an address in brackets"),
                                arguments -> reroute(arguments.required("ROUTE"))),
                        new ChangeVerb(
                                "fail",
                                "give messages up and tell their senders",
                                Syntax.NONE
                                        .option("reason", "TEXT", "stands in the notice")
                                        .flag('q', "quiet", "tell nobody"),
                                arguments -> fail(queued, arguments)),
                        new ChangeVerb(
                                "delete",
                                "remove messages; nobody is told",
                                Syntax.NONE.option("reason", "TEXT", "stands in the log"),
                                arguments -> {
                                    String reason = reason(arguments, "deleted by command");
                                    return MessageChange.end(
                                            "deleted",
                                            message ->
                                                    Optional.of(queued.endings().discard(message, reason)));
                                }))
                .collect(Collectors.toMap(ChangeVerb::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    /** The same without an argument that makes no sense beside ids. */
    ChangeVerb without(String argument) {
        Syntax rest = new Syntax(
                own.arguments().stream()
                        .filter(each -> !each.name().equals(argument))
                        .toList(),
                own.options());
        return new ChangeVerb(name, summary, rest, change);
    }

    private static MessageChange retry(Instant now) {
        return MessageChange.edit(
                "tried now",
                message -> message.place() == MailMessage.Place.DELAYED,
                false,
                message -> due(message, now));
    }

    private static MessageChange release(Instant now) {
        return MessageChange.edit(
                "released",
                message -> message.held() || message.place() == MailMessage.Place.OWNED,
                true,
                message -> message.state(message.state().held(null).due(now.toEpochMilli())));
    }

    private static boolean waits(MailMessage message) {
        return !message.held() && message.place() != MailMessage.Place.OWNED;
    }

    private static void due(MailMessage message, Instant time) {
        message.state(message.state().due(time.toEpochMilli()));
    }

    private static MessageChange rebind(QueueTable.Queued queued, String binding) throws CommandException {
        if (!queued.settings().get().bindings().contains(binding)) {
            throw noBinding(binding, queued.settings().get());
        }
        return MessageChange.edit(
                "bound to " + binding, message -> !message.binding().equals(binding), true, message -> {
                    message.readdress(message.routingDomain(), binding);
                    queued.dispatcher().live().call(PostValidateSetBinding.POINT, message);
                });
    }

    static CommandException noBinding(String name, Settings settings) {
        return new CommandException(name + ": no such binding; there is " + String.join(", ", settings.bindings()));
    }

    private static MessageChange reroute(String text) throws CommandException {
        String domain = AsciiDomain.of(text.toLowerCase(Locale.ROOT));
        if (!domain.matches("\\[[0-9a-f.:v6ip]{2,60}\\]|[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9])?")) {
            throw CommandException.usage(text + ": no domain; write it like example.com");
        }
        return MessageChange.edit(
                "routed to " + domain,
                message -> !message.routingDomain().equals(domain),
                true,
                message -> message.readdress(domain, message.binding()));
    }

    private static MessageChange fail(QueueTable.Queued queued, Arguments arguments) throws CommandException {
        Reply reply = Reply.of(554, "5.7.0", reason(arguments, "Given up by the operator of this server"));
        boolean notice = !arguments.has("quiet");
        return MessageChange.end("failed", message -> queued.endings().fail(message, reply, notice));
    }

    private static String reason(Arguments arguments, String otherwise) throws CommandException {
        String reason = arguments.first("reason").orElse(otherwise);
        if (reason.isBlank() || reason.length() > MAX_REASON || reason.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw CommandException.usage("reason: write 1–" + MAX_REASON + " printable ASCII characters");
        }
        return reason;
    }
}
