package org.grapnel.mta.process;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private final Predicate<String> domain;
    private final Predicate<String> binding;
    private final boolean anywhere;
    private final List<Predicate<MailMessage>> conditions;

    private MessageFilter(
            List<Predicate<String>> domains,
            List<Predicate<String>> bindings,
            List<Predicate<MailMessage>> conditions) {
        this.domain = all(domains);
        this.binding = all(bindings);
        this.anywhere = domains.isEmpty() && bindings.isEmpty();
        this.conditions = List.copyOf(conditions);
    }

    private static <T> Predicate<T> all(List<Predicate<T>> conditions) {
        return conditions.stream().reduce(Predicate::and).orElse(any -> true);
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
        List<Predicate<String>> domains = new ArrayList<>();
        List<Predicate<String>> bindings = new ArrayList<>();
        List<Predicate<MailMessage>> conditions = new ArrayList<>(); // the cheap ones first
        if (arguments.has("held")) {
            conditions.add(MailMessage::held);
        }
        arguments
                .first("DOMAIN")
                .map(name -> AsciiDomain.of(name.toLowerCase(Locale.ROOT)))
                .ifPresent(name -> domains.add(name::equals));
        pattern(arguments, "domain")
                .ifPresent(wanted ->
                        domains.add(name -> AsciiDomain.spellings(name).stream().anyMatch(wanted)));
        pattern(arguments, "binding").ifPresent(bindings::add);
        if (arguments.has("older")) {
            Instant before = now.minus(arguments.duration("older", Duration.ZERO));
            conditions.add(message -> message.received().isBefore(before));
        }
        if (arguments.has("younger")) {
            Instant since = now.minus(arguments.duration("younger", Duration.ZERO));
            conditions.add(message -> !message.received().isBefore(since));
        }
        pattern(arguments, "from")
                .ifPresent(wanted -> conditions.add(
                        message -> wanted.test(shown(message.sender().toString()))));
        pattern(arguments, "to")
                .ifPresent(wanted -> conditions.add(message -> message.recipients().stream()
                        .anyMatch(recipient -> wanted.test(recipient.address().toString()))));
        for (String text : arguments.all("header")) {
            conditions.add(header(text));
        }
        return new MessageFilter(domains, bindings, conditions);
    }

    private static String shown(String sender) {
        return sender.isEmpty() ? "<>" : sender;
    }

    private static Optional<Predicate<String>> pattern(Arguments arguments, String option) throws CommandException {
        Optional<String> text = arguments.first(option);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(glob(option, text.get()).asMatchPredicate());
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
        return anywhere && conditions.isEmpty();
    }

    /** True when destination and binding decide. */
    boolean isAboutAddresses() {
        return conditions.isEmpty();
    }

    boolean covers(String routingDomain, String bindingName) {
        return domain.test(routingDomain) && binding.test(bindingName);
    }

    @Override
    public boolean test(MailMessage message) {
        if (!anywhere && !covers(message.routingDomain(), message.binding())) {
            return false;
        }
        for (Predicate<MailMessage> condition : conditions) {
            if (!condition.test(message)) {
                return false;
            }
        }
        return true;
    }
}
