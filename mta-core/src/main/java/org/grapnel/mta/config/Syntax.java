package org.grapnel.mta.config;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.grapnel.hook.FailureRule;

/** The types that the table of options is made of. */
final class Syntax {
    static final ValueType<Duration> TIME = durationOf(Duration.ofMillis(1), Duration.ofDays(3650));
    static final ValueType<Duration> TIME_OR_NONE = durationOf(Duration.ZERO, Duration.ofDays(3650));
    static final ValueType<Boolean> YES_OR_NO =
            ValueType.scalar("true or false", Boolean.class, Syntax::yesOrNo, b -> Boolean.toString(b));
    static final ValueType<Networks> NETWORKS = ValueType.list(
            "a list of addresses and networks, such as 127.0.0.0/8, ::1",
            Networks::parse,
            networks -> networks.networks().stream().map(Network::toString).toList());
    static final ValueType<DomainSet> DOMAINS = ValueType.list(
            "a list of domains, with *.example.com for all below one and * for all",
            DomainSet::parse,
            DomainSet::patterns);
    static final ValueType<Selection<String>> SOME_NAMES =
            ValueType.list("a list of names; !NAME = not this one, * = all", Selection::ofNames, Selection::words);
    static final ValueType<Selection<InetAddress>> SOME_HOSTS = ValueType.list(
            "a list of addresses and networks, such as 192.0.2.0/24; !192.0.2.1 = not this one, * = all",
            Selection::ofHosts,
            Selection::words);
    static final ValueType<Selection<String>> SOME_DOMAINS = ValueType.list(
            "a list of domains, with *.example.com for all below one; !example.com = not this one, * = all",
            Selection::ofDomains,
            Selection::words);
    static final ValueType<RouteTable> ROUTES = ValueType.list(
            "a list of domain=host[:port], such as *=127.0.0.1:2700; the hosts of one domain in order of preference",
            RouteTable::parse,
            RouteTable::entries);
    static final ValueType<List<HostPort>> LISTEN =
            endpoints("a list of address:port, such as 127.0.0.1:2525; port 0 = any free one", -1);
    static final ValueType<List<HostPort>> SERVERS = endpoints("a list of address[:port], such as 127.0.0.1:53", 53);
    static final ValueType<String> HOST_NAME =
            ValueType.scalar("a host name", String.class, Syntax::hostName, name -> name);
    static final ValueType<Optional<String>> HOST_NAME_OR_NONE =
            optional("a host name", text -> Optional.of(hostName(text)));
    static final ValueType<Optional<String>> DOMAIN_OR_NONE =
            optional("a domain, or an address in brackets", text -> Optional.of(domain(text)));
    static final ValueType<Optional<String>> LABEL_OR_NONE =
            optional("a name of letters, digits, - and _", text -> Optional.of(label(text)));
    static final ValueType<Optional<InetAddress>> ADDRESS_OR_NONE = ValueType.scalar(
            "an address of this machine",
            String.class,
            text -> text.isEmpty() ? Optional.empty() : Optional.of(address(text)),
            address -> address.map(InetAddress::getHostAddress).orElse(""),
            address -> address.map(InetAddress::getHostAddress).orElse(""));
    static final ValueType<Path> DIRECTORY =
            ValueType.scalar("a directory", String.class, Syntax::path, Path::toString, Path::toString);
    static final ValueType<Path> FILE =
            ValueType.scalar("a file", String.class, Syntax::path, Path::toString, Path::toString);

    static final ValueType<Optional<Duration>> TIME_IF_SET = ifSet(TIME_OR_NONE, Durations::show);
    static final ValueType<Optional<Integer>> RANK_IF_SET =
            ifSet(number(-1_000_000, 1_000_000), number -> Integer.toString(number));
    static final ValueType<Optional<FailureRule>> RULE_IF_SET = ifSet(oneOf(FailureRule.class), Syntax::word);
    static final ValueType<Map<String, Set<String>>> SLOTS = ValueType.list(
            "a list of HANDLER@HOOK, such as org.example.virus@validate_data_spool",
            Syntax::slots,
            slots -> slots.entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream().map(name -> name + "@" + entry.getKey()))
                    .sorted()
                    .toList());

    private Syntax() {}

    /** A value that may be left open; written as nothing then. */
    private static <T> ValueType<Optional<T>> ifSet(ValueType<T> type, Function<T, String> show) {
        return ValueType.scalar(
                type.syntax(),
                String.class,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(type.read(text)),
                value -> value.map(show).orElse(""),
                value -> value.map(show).orElse(""));
    }

    private static Map<String, Set<String>> slots(List<String> texts) throws BadValue {
        Map<String, Set<String>> slots = new TreeMap<>();
        for (String text : texts) {
            int at = text.lastIndexOf('@');
            if (at < 1 || !text.substring(at + 1).matches("[A-Za-z0-9_]{1,64}")) {
                throw new BadValue("'" + text + "' is no slot", "write HANDLER@HOOK");
            }
            slots.computeIfAbsent(text.substring(at + 1), hook -> new TreeSet<>())
                    .add(handlerName(text.substring(0, at)));
        }
        return slots;
    }

    /** Component and class names: what handlers are called. */
    static String handlerName(String text) throws BadValue {
        if (!text.matches("[A-Za-z0-9_.$-]{1,200}")) {
            throw new BadValue("'" + text + "' is no handler's name", "write it as hook:list shows it");
        }
        return text;
    }

    static ValueType<Integer> number(int least, int most) {
        String range = least + "–" + most;
        return ValueType.scalar(
                "a number, " + range,
                Integer.class,
                text -> {
                    try {
                        int number = Integer.parseInt(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        throw new BadValue("'" + text + "' is no whole number", "write a number, " + range);
                    }
                    throw new BadValue(text + " is not " + range, "write a number in this range");
                },
                number -> Integer.toString(number));
    }

    static ValueType<Long> size(long least, long most) {
        String range = Sizes.show(least) + "–" + Sizes.show(most);
        return ValueType.scalar(
                "a size such as 50MB, " + range,
                Long.class,
                text -> {
                    long size = Sizes.parse(text);
                    if (size < least || size > most) {
                        throw new BadValue(text + " is not " + range, "write a size in this range");
                    }
                    return size;
                },
                Sizes::show);
    }

    /** One of a few words; hooks see it as a string. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(word(constant));
        }
        String choice = "one of " + String.join(", ", words);
        return ValueType.scalar(
                choice,
                String.class,
                text -> {
                    int found = words.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
                    if (found < 0) {
                        throw new BadValue("'" + text + "' is unknown", "write " + choice);
                    }
                    return type.getEnumConstants()[found];
                },
                Syntax::word,
                Syntax::word);
    }

    static String label(String text) throws BadValue {
        if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new BadValue("'" + text + "' is no name", "write 1–64 letters, digits, - and _");
        }
        return text;
    }

    static String domain(String text) throws BadValue {
        boolean literal = text.startsWith("[") && text.endsWith("]");
        if (!literal && !HostPort.isName(text)) {
            throw new BadValue("'" + text + "' is no domain", "write it like example.com");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static ValueType<Duration> durationOf(Duration least, Duration most) {
        return ValueType.scalar(
                "a duration such as 2s, 20m, 12h, 5d" + (least.isZero() ? "; 0 = none" : ""),
                Duration.class,
                text -> {
                    Duration duration = Durations.parse(text);
                    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                        throw new BadValue(
                                text + " is not " + Durations.show(least) + "–" + Durations.show(most),
                                "write a duration in this range");
                    }
                    return duration;
                },
                Durations::show);
    }

    private static ValueType<List<HostPort>> endpoints(String syntax, int defaultPort) {
        return ValueType.list(
                syntax,
                texts -> {
                    List<HostPort> endpoints = new ArrayList<>();
                    for (String text : texts) {
                        endpoints.add(HostPort.parse(text, defaultPort));
                    }
                    return List.copyOf(endpoints);
                },
                endpoints -> endpoints.stream().map(HostPort::toString).toList());
    }

    private static ValueType<Optional<String>> optional(
            String syntax, ValueType.ScalarParser<Optional<String>> parser) {
        return ValueType.scalar(
                syntax,
                String.class,
                text -> text.isEmpty() ? Optional.empty() : parser.parse(text),
                value -> value.orElse(""),
                value -> value.orElse(""));
    }

    private static boolean yesOrNo(String text) throws BadValue {
        boolean yes = text.equalsIgnoreCase("true");
        if (!yes && !text.equalsIgnoreCase("false")) {
            throw new BadValue("'" + text + "' is neither true nor false", "write one of these");
        }
        return yes;
    }

    private static String hostName(String text) throws BadValue {
        if (!HostPort.isName(text)) {
            throw new BadValue("'" + text + "' is no host name", "write it like mail.example.com");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static InetAddress address(String text) throws BadValue {
        return HostPort.literal(text)
                .orElseThrow(
                        () -> new BadValue("'" + text + "' is no address", "write it like 192.0.2.1 or 2001:db8::1"));
    }

    private static Path path(String text) throws BadValue {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new BadValue("'" + text + "' is no path: " + e.getReason(), "write another one");
        }
        throw new BadValue("is empty", "write a path");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
