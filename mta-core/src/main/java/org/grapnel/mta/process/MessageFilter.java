package org.grapnel.mta.process;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.config.AsciiDomain;
import org.grapnel.mta.mail.EncodedWords;
import org.grapnel.mta.mail.MailMessage;

/** Which messages a command is about: all conditions that were given must hold. The one reader of such options for all commands. */
final class MessageFilter implements Predicate<MailMessage> {
    private static final int MAX_PATTERN = 500;
    private static final int MAX_STARS = 10; // each one multiplies the work that a hostile text can cause

    private final List<Predicate<MailMessage>> conditions;

    private MessageFilter(List<Predicate<MailMessage>> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /** The options of a filter, behind those that the command has of its own. */
    static Syntax with(Syntax own) {
        return own.option(
                        "from",
                        "PATTERN",
                        "the sender matches; * and ? stand for any characters, <> for the null sender")
                .option("to", "PATTERN", "a recipient matches")
                .option("domain", "DOMAIN", "the routing domain is this; * and ? as above")
                .option("binding", "BINDING", "the binding is this; * and ? as above")
                .option(
                        "header",
                        "'NAME: PATTERN'",
                        "a header field matches, as it is or decoded; reads from the spool")
                .option("older", "AGE", "received longer ago than this, such as 2h")
                .option("younger", "AGE", "received not longer ago than this")
                .flag("held", "held messages only");
    }

    static MessageFilter of(Arguments arguments, Instant now) throws CommandException {
        List<Predicate<MailMessage>> conditions = new ArrayList<>(); // the cheap ones first
        if (arguments.has("held")) {
            conditions.add(MailMessage::held);
        }
        pattern(arguments, "domain", message -> AsciiDomain.spellings(message.routingDomain()))
                .ifPresent(conditions::add);
        arguments
                .first("DOMAIN")
                .map(name -> AsciiDomain.of(name.toLowerCase(Locale.ROOT)))
                .ifPresent(name ->
                        conditions.add(message -> message.routingDomain().equals(name)));
        pattern(arguments, "binding", message -> List.of(message.binding())).ifPresent(conditions::add);
        if (arguments.has("older")) {
            Instant before = now.minus(arguments.duration("older", Duration.ZERO));
            conditions.add(message -> message.received().isBefore(before));
        }
        if (arguments.has("younger")) {
            Instant since = now.minus(arguments.duration("younger", Duration.ZERO));
            conditions.add(message -> !message.received().isBefore(since));
        }
        pattern(arguments, "from", message -> List.of(shown(message.sender().toString())))
                .ifPresent(conditions::add);
        pattern(arguments, "to", message -> message.recipients().stream()
                        .map(recipient -> recipient.address().toString())
                        .toList())
                .ifPresent(conditions::add);
        for (String text : arguments.all("header")) {
            conditions.add(header(text));
        }
        return new MessageFilter(conditions);
    }

    private static String shown(String sender) {
        return sender.isEmpty() ? "<>" : sender;
    }

    private static Optional<Predicate<MailMessage>> pattern(
            Arguments arguments, String option, Function<MailMessage, List<String>> texts) throws CommandException {
        Optional<String> text = arguments.first(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Pattern pattern = glob(option, text.get());
        return Optional.of(message -> texts.apply(message).stream()
                .anyMatch(each -> pattern.matcher(each).matches()));
    }

    private static Predicate<MailMessage> header(String text) throws CommandException {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw CommandException.usage("header: '" + text + "' is not 'NAME: PATTERN'");
        }
        String name = text.substring(0, colon).strip();
        Pattern pattern = glob("header", text.substring(colon + 1).strip());
        return message -> {
            try {
                return message.content().headers().all(name).stream()
                        .anyMatch(value -> pattern.matcher(value).matches()
                                || pattern.matcher(EncodedWords.decode(value)).matches());
            } catch (
                    UncheckedIOException
                            e) { // it has ended meanwhile, or can't be read: nothing is known of its header
                return false;
            }
        };
    }

    private static Pattern glob(String option, String text) throws CommandException {
        if (text.length() > MAX_PATTERN || text.chars().filter(c -> c == '*').count() > MAX_STARS) {
            throw CommandException.usage(option + ": the pattern is longer than " + MAX_PATTERN
                    + " characters or has more than " + MAX_STARS + " *");
        }
        StringBuilder expression = new StringBuilder();
        for (char c : text.replaceAll("\\*+", "*").toCharArray()) {
            switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** True when nothing was asked for. */
    boolean isEmpty() {
        return conditions.isEmpty();
    }

    @Override
    public boolean test(MailMessage message) {
        for (Predicate<MailMessage> condition : conditions) {
            if (!condition.test(message)) {
                return false;
            }
        }
        return true;
    }
}
