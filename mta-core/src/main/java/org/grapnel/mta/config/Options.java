package org.grapnel.mta.config;

import static org.grapnel.mta.config.ScopeKind.BINDING;
import static org.grapnel.mta.config.ScopeKind.DOMAIN;
import static org.grapnel.mta.config.ScopeKind.GLOBAL;
import static org.grapnel.mta.config.ScopeKind.GROUP;
import static org.grapnel.mta.config.ScopeKind.LISTENER;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.grapnel.hook.FailureRule;
import org.grapnel.mta.config.Option.Effect;

/** The one table of all options. What is not here does not exist; what is here has an effect. */
public final class Options {
    private static final List<Option<?>> TABLE = new ArrayList<>();
    private static final long MB = 1024 * 1024;

    private static final Set<ScopeKind> SERVER = EnumSet.of(GLOBAL);
    private static final Set<ScopeKind> INBOUND = EnumSet.of(GLOBAL, LISTENER);
    private static final Set<ScopeKind> OUTBOUND = EnumSet.of(GLOBAL, GROUP, BINDING, DOMAIN);
    private static final Set<ScopeKind> OF_HANDLER = EnumSet.of(ScopeKind.HANDLER);
    private static final Set<ScopeKind> EGRESS = EnumSet.of(BINDING);

    // the server

    public static final Option<String> HOSTNAME = option(
            "hostname",
            Syntax.HOST_NAME,
            LocalName::find,
            "the machine's name",
            INBOUND,
            Effect.LIVE,
            "The name that the server gives itself in banners, replies, trace headers and notices.");
    public static final Option<Path> SPOOL = atStart(
            "spool",
            Syntax.DIRECTORY,
            Path.of("data", "spool"),
            "Where accepted mail is kept; a relative path starts at the instance's base.");
    public static final Option<Long> SPOOL_SEGMENT_SIZE = atStart(
            "spool.segment_size",
            Syntax.size(MB, 1024 * MB),
            64 * MB,
            "How large one file of the spool's journal grows before the next one is begun.");
    public static final Option<Duration> HANDLER_DRAIN_TIME = option(
            "handler.drain_time",
            Syntax.TIME_OR_NONE,
            Duration.ofSeconds(30),
            SERVER,
            "How long a handler that leaves waits for the calls and transactions that still use it.");

    public static final Option<Duration> HANDLER_DEADLINE = option(
            "handler.deadline",
            Syntax.TIME_OR_NONE,
            Duration.ofSeconds(5),
            SERVER,
            "The longest time of one call of a hook handler that asks for no other; 0 = handlers are not watched.");
    public static final Option<Integer> HANDLER_QUARANTINE_FAULTS = option(
            "handler.quarantine_faults",
            Syntax.number(1, 1_000_000),
            10,
            SERVER,
            "Faults within the window that bring a hook handler into quarantine.");
    public static final Option<Duration> HANDLER_QUARANTINE_WINDOW = option(
            "handler.quarantine_window",
            Syntax.TIME,
            Duration.ofMinutes(1),
            SERVER,
            "The time in which the faults of a hook handler are counted together.");
    public static final Option<Duration> HANDLER_QUARANTINE_PAUSE = option(
            "handler.quarantine_pause",
            Syntax.TIME,
            Duration.ofSeconds(30),
            SERVER,
            "How long the first quarantine of a hook handler lasts; each further one lasts twice as long, up to an hour.");
    public static final Option<Map<String, Set<String>>> REQUIRED_HANDLERS = option(
            "required_handlers",
            Syntax.SLOTS,
            Map.of(),
            SERVER,
            "Handlers without which a hook defers: while one is missing or in quarantine, no mail passes unasked.");
    public static final Option<Boolean> HANDLER_ENABLED =
            option("enabled", Syntax.YES_OR_NO, true, OF_HANDLER, "Whether a hook handler is called at all.");
    public static final Option<Optional<Integer>> HANDLER_RANKING = option(
            "ranking",
            Syntax.RANK_IF_SET,
            Optional.empty(),
            OF_HANDLER,
            "The rank of a hook handler, in place of its own; higher ones are asked first.");
    public static final Option<Optional<Duration>> HANDLER_DEADLINE_OF = option(
            "deadline",
            Syntax.TIME_IF_SET,
            Optional.empty(),
            OF_HANDLER,
            "The longest time of one call of a hook handler, in place of its own; 0 = it is not watched.");
    public static final Option<Optional<FailureRule>> HANDLER_ON_FAULT = option(
            "on_fault",
            Syntax.RULE_IF_SET,
            Optional.empty(),
            OF_HANDLER,
            "What a fault of a hook handler counts as, in place of its own rule.");

    // listeners and sessions

    public static final Option<List<HostPort>> SMTP_LISTEN = option(
            "smtp.listen",
            Syntax.LISTEN,
            List.of(new HostPort("127.0.0.1", 2525)),
            SERVER,
            "Where the listener named smtp takes connections.");
    public static final Option<List<HostPort>> HTTP_LISTEN = atStart(
            "http.listen",
            Syntax.LISTEN,
            List.of(new HostPort("127.0.0.1", 8025)),
            "Where the HTTP face takes connections, in an installation that has one.");
    public static final Option<List<HostPort>> LISTEN = option(
            "listen",
            Syntax.LISTEN,
            List.of(),
            EnumSet.of(LISTENER),
            "Where a listener takes connections; the one named smtp has smtp.listen instead.");
    public static final Option<Networks> RELAY_HOSTS = option(
            "relay_hosts",
            Syntax.NETWORKS,
            networks("127.0.0.0/8", "::1"),
            INBOUND,
            "Clients that may send to any domain.");
    public static final Option<DomainSet> RELAY_DOMAINS =
            option("relay_domains", Syntax.DOMAINS, domains(), INBOUND, "Domains that any client may send to.");
    public static final Option<Integer> MAX_SESSIONS = option(
            "max_sessions",
            Syntax.number(1, 1_000_000),
            1000,
            INBOUND,
            "Inbound sessions at a time; who comes later is told to try again.");
    public static final Option<Integer> MAX_ERRORS = option(
            "max_errors",
            Syntax.number(1, 1_000_000),
            20,
            INBOUND,
            "Commands of one session that may be refused before it is ended.");
    public static final Option<Duration> COMMAND_TIMEOUT = option( // RFC 5321 4.5.3.2.7
            "command_timeout",
            Syntax.TIME,
            Duration.ofMinutes(5),
            INBOUND,
            "How long a session waits for the client's next complete command.");
    public static final Option<Duration> DATA_TIMEOUT = option(
            "data_timeout",
            Syntax.TIME,
            Duration.ofMinutes(10),
            INBOUND,
            "How long a session waits for the whole content of one mail.");
    public static final Option<Duration> SESSION_TIMEOUT =
            option("session_timeout", Syntax.TIME, Duration.ofHours(1), INBOUND, "How long one session may last.");

    // reception

    public static final Option<Long> MAX_MESSAGE_SIZE = option( // RFC 1870; RFC 5321 4.5.3.1.7: at least 64 KB
            "max_message_size",
            Syntax.size(64 * 1024, 1024 * MB),
            50 * MB,
            INBOUND,
            "The largest mail that is taken; offered as SIZE.");
    public static final Option<Integer> MAX_RECIPIENTS = option( // RFC 5321 4.5.3.1.8: at least 100
            "max_recipients",
            Syntax.number(100, 1_000_000),
            1000,
            INBOUND,
            "Recipients of one mail; further ones are told to come in another transaction.");
    public static final Option<Integer> MAX_LINE = option( // RFC 5321 4.5.3.1.6: at least 1000
            "max_line",
            Syntax.number(1000, 1_000_000),
            65_536,
            INBOUND,
            "The longest line of a mail in bytes, CRLF included; ordinary mail often breaks the standard's 1000.");
    public static final Option<Integer> MAX_HOPS = option( // RFC 5321 6.3: at least 100
            "max_hops",
            Syntax.number(1, 10_000),
            100,
            INBOUND,
            "Received fields in a mail; one with more is taken for a loop and refused.");

    // queue

    public static final Option<Duration> RETRY_INTERVAL = option(
            "retry_interval",
            Syntax.TIME,
            Duration.ofMinutes(20),
            OUTBOUND,
            "The time from the first failed attempt to the next; it doubles with each further one.");
    public static final Option<Duration> MAX_RETRY_INTERVAL = option(
            "max_retry_interval",
            Syntax.TIME,
            Duration.ofHours(12),
            OUTBOUND,
            "The longest time between two attempts.");
    public static final Option<Duration> MESSAGE_EXPIRATION = option( // RFC 5321 4.5.4.1: at least 4–5 days
            "message_expiration",
            Syntax.TIME,
            Duration.ofDays(5),
            OUTBOUND,
            "How long a mail is tried before it is given up and returned.");
    public static final Option<Duration> DELAYED_QUEUE_SCAN_INTERVAL = option(
            "delayed_queue_scan_interval",
            Syntax.TIME,
            Duration.ofSeconds(15),
            OUTBOUND,
            "The longest time between two looks at the mails of a queue that wait for their next attempt.");
    public static final Option<Boolean> GENERATE_BOUNCES = option(
            "generate_bounces",
            Syntax.YES_OR_NO,
            true,
            OUTBOUND,
            "Whether the sender is told when a mail has failed (RFC 3461).");
    public static final Option<Optional<String>> GATEWAY = option(
            "gateway",
            Syntax.DOMAIN_OR_NONE,
            Optional.empty(),
            "none",
            OUTBOUND,
            "The routing domain that mail joins the queue of, in place of the recipient's domain.");

    // destinations

    public static final Option<RouteTable> ROUTES = option(
            "routes",
            Syntax.ROUTES,
            routes(),
            SERVER,
            "Hosts that are used for a domain in place of its exchangers in DNS.");
    public static final Option<List<HostPort>> RESOLVER =
            option("resolver", Syntax.SERVERS, List.of(), "the system's", SERVER, "Name servers.");

    // connections

    public static final Option<Integer> MAX_OUTBOUND_CONNECTIONS = option(
            "max_outbound_connections",
            Syntax.number(1, 1_000_000),
            1000,
            SERVER,
            "Outbound connections at a time, to all destinations together.");
    public static final Option<Integer> MAX_CONNECTIONS = option(
            "max_connections",
            Syntax.number(0, 1_000_000),
            10,
            OUTBOUND,
            "Outbound connections at a time to one domain from one binding; 0 = mail waits.");
    public static final Option<Integer> MAX_DELIVERIES_PER_CONNECTION = option(
            "max_deliveries_per_connection",
            Syntax.number(1, 1_000_000),
            100,
            OUTBOUND,
            "Transactions on one outbound connection before it is closed.");
    public static final Option<Integer> MAX_RECIPIENTS_PER_BATCH = option( // RFC 5321 4.5.3.1.8: 100 are always taken
            "max_recipients_per_batch",
            Syntax.number(1, 100_000),
            100,
            OUTBOUND,
            "Recipients in one outbound transaction.");
    public static final Option<Duration> CONNECTION_IDLE_TIME = option(
            "connection_idle_time",
            Syntax.TIME_OR_NONE,
            Duration.ofSeconds(5),
            OUTBOUND,
            "How long an outbound connection that has nothing to send is kept open.");
    public static final Option<Duration> HOST_FAILURE_RETRY = option(
            "host_failure_retry",
            Syntax.TIME_OR_NONE,
            Duration.ofMinutes(2),
            OUTBOUND,
            "How long a remote host that failed is left alone.");
    public static final Option<Duration> CONNECT_TIMEOUT = option(
            "connect_timeout",
            Syntax.TIME,
            Duration.ofSeconds(30),
            OUTBOUND,
            "How long an outbound connection may take to be established.");
    public static final Option<Duration> BANNER_TIMEOUT = option( // RFC 5321 4.5.3.2.1
            "banner_timeout",
            Syntax.TIME,
            Duration.ofMinutes(5),
            OUTBOUND,
            "How long the remote server may take for its banner.");
    public static final Option<Duration> REPLY_TIMEOUT = option( // RFC 5321 4.5.3.2.2, 4.5.3.2.3
            "reply_timeout",
            Syntax.TIME,
            Duration.ofMinutes(5),
            OUTBOUND,
            "How long the remote server may take for the reply to EHLO, MAIL, RCPT and other commands.");
    public static final Option<Duration> DATA_INIT_TIMEOUT = option( // RFC 5321 4.5.3.2.4
            "data_init_timeout",
            Syntax.TIME,
            Duration.ofMinutes(2),
            OUTBOUND,
            "How long the remote server may take for the reply to DATA.");
    public static final Option<Duration> DATA_BLOCK_TIMEOUT = option( // RFC 5321 4.5.3.2.5
            "data_block_timeout",
            Syntax.TIME,
            Duration.ofMinutes(3),
            OUTBOUND,
            "How long the remote server may take to read one block of a mail.");
    public static final Option<Duration> BODY_TIMEOUT = option(
            "body_timeout",
            Syntax.TIME,
            Duration.ofHours(1),
            OUTBOUND,
            "How long the remote server may take to read a whole mail.");
    public static final Option<Duration> DATA_END_TIMEOUT = option( // RFC 5321 4.5.3.2.6
            "data_end_timeout",
            Syntax.TIME,
            Duration.ofMinutes(10),
            OUTBOUND,
            "How long the remote server may take for the reply to the end of a mail.");
    public static final Option<Duration> QUIT_TIMEOUT = option(
            "quit_timeout",
            Syntax.TIME,
            Duration.ofSeconds(5),
            OUTBOUND,
            "How long the remote server may take for the reply to QUIT.");

    // bindings

    public static final Option<Optional<InetAddress>> BIND_ADDRESS = option(
            "bind_address",
            Syntax.ADDRESS_OR_NONE,
            Optional.empty(),
            "the system chooses",
            EGRESS,
            "The local address that outbound connections of the binding come from.");
    public static final Option<Optional<String>> EHLO_NAME = option(
            "ehlo_name",
            Syntax.HOST_NAME_OR_NONE,
            Optional.empty(),
            "hostname",
            EGRESS,
            "The name that the server gives itself on outbound connections of the binding.");
    public static final Option<Optional<String>> BINDING_GROUP = option(
            "group",
            Syntax.LABEL_OR_NONE,
            Optional.empty(),
            "none",
            EGRESS,
            "The group that the binding belongs to and whose options it inherits.");

    private static final Map<String, Option<?>> BY_NAME = byName();

    private Options() {}

    /** Every option, in the order of the manual. */
    public static List<Option<?>> all() {
        return Collections.unmodifiableList(TABLE);
    }

    /** By name, in the order of the manual. */
    static Map<String, Option<?>> names() {
        return BY_NAME;
    }

    private static Map<String, Option<?>> byName() {
        Map<String, Option<?>> names = new LinkedHashMap<>();
        TABLE.forEach(option -> names.put(option.name(), option));
        return Collections.unmodifiableMap(names);
    }

    private static <T> Option<T> option(
            String name, ValueType<T> type, T byDefault, Set<ScopeKind> scopes, String description) {
        String text = type.show(byDefault);
        return option(name, type, byDefault, text.isEmpty() ? "none" : text, scopes, description);
    }

    private static <T> Option<T> option(
            String name, ValueType<T> type, T byDefault, String defaultText, Set<ScopeKind> scopes, String about) {
        return option(name, type, () -> byDefault, defaultText, scopes, Effect.LIVE, about);
    }

    private static <T> Option<T> atStart(String name, ValueType<T> type, T byDefault, String description) {
        return option(name, type, () -> byDefault, type.show(byDefault), SERVER, Effect.RESTART, description);
    }

    private static <T> Option<T> option(
            String name,
            ValueType<T> type,
            Supplier<T> byDefault,
            String defaultText,
            Set<ScopeKind> scopes,
            Effect effect,
            String description) {
        Option<T> option = new Option<>(TABLE.size(), name, type, byDefault, defaultText, scopes, effect, description);
        TABLE.add(option);
        return option;
    }

    private static Networks networks(String... texts) {
        return constant(() -> Networks.parse(List.of(texts)));
    }

    private static DomainSet domains() {
        return constant(() -> DomainSet.parse(List.of()));
    }

    private static RouteTable routes() {
        return constant(() -> RouteTable.parse(List.of()));
    }

    private interface Parsed<T> {
        T get() throws BadValue;
    }

    private static <T> T constant(Parsed<T> parsed) {
        try {
            return parsed.get();
        } catch (BadValue e) {
            throw new IllegalStateException("a default of the table is wrong: " + e.getMessage(), e);
        }
    }
}
