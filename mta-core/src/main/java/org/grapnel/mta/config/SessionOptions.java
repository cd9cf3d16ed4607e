package org.grapnel.mta.config;

import java.time.Duration;
import java.util.List;
import org.grapnel.hook.session.Protocol;

/** Options of listeners and inbound sessions. */
public final class SessionOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<List<HostPort>> SMTP_LISTEN = TABLE.option(
            "smtp.listen",
            Syntax.LISTEN,
            List.of(new HostPort("127.0.0.1", 2525)),
            OptionTable.SERVER,
            "Where the listener named smtp takes connections.");
    public static final Option<List<HostPort>> HTTP_LISTEN = TABLE.atStart(
            "http.listen",
            Syntax.LISTEN,
            List.of(new HostPort("127.0.0.1", 8025)),
            "Where the HTTP face takes connections, in an installation that has one.");
    public static final Option<List<HostPort>> LISTEN = TABLE.option(
            "listen",
            Syntax.LISTEN,
            List.of(),
            OptionTable.OF_LISTENER,
            "Where a listener takes connections; the one named smtp has smtp.listen instead.");
    public static final Option<Networks> ADDRESSES = TABLE.option(
            "addresses",
            Syntax.NETWORKS,
            Defaults.networks(),
            OptionTable.OF_NETWORK,
            "The clients that a network consists of.");
    public static final Option<Protocol> PROTOCOL = TABLE.option(
            "protocol",
            Syntax.oneOf(Protocol.class),
            Protocol.SMTP,
            OptionTable.OF_LISTENER,
            "What a listener speaks: SMTP, or LMTP (RFC 2033), which must not be on port 25.");
    public static final Option<Networks> RELAY_HOSTS = TABLE.option(
            "relay_hosts",
            Syntax.NETWORKS,
            Defaults.networks("127.0.0.0/8", "::1"),
            OptionTable.INBOUND,
            "Clients that may send to any domain.");
    public static final Option<DomainSet> RELAY_DOMAINS = TABLE.option(
            "relay_domains",
            Syntax.DOMAINS,
            Defaults.domains(),
            OptionTable.INBOUND,
            "Domains that any client may send to.");
    public static final Option<Integer> MAX_SESSIONS = TABLE.option(
            "max_sessions",
            Syntax.number(1, 1_000_000),
            1000,
            OptionTable.BY_CLIENT,
            "Inbound sessions at a time among the clients that the value counts for; who comes later is told to try again.");
    public static final Option<Integer> MAX_ERRORS = TABLE.option(
            "max_errors",
            Syntax.number(1, 1_000_000),
            20,
            OptionTable.BY_CLIENT,
            "Commands of one session that may be refused before it is ended.");
    public static final Option<Duration> COMMAND_TIMEOUT = TABLE.option( // RFC 5321 4.5.3.2.7
            "command_timeout",
            Syntax.TIME,
            Duration.ofMinutes(5),
            OptionTable.BY_CLIENT,
            "How long a session waits for the client's next complete command.");
    public static final Option<Duration> DATA_TIMEOUT = TABLE.option(
            "data_timeout",
            Syntax.TIME,
            Duration.ofMinutes(10),
            OptionTable.BY_CLIENT,
            "How long a session waits for the whole content of one mail.");
    public static final Option<Duration> SESSION_TIMEOUT = TABLE.option(
            "session_timeout",
            Syntax.TIME,
            Duration.ofHours(1),
            OptionTable.BY_CLIENT,
            "How long one session may last.");

    public static final Option<Networks> TRACE = TABLE.option(
            "trace",
            Syntax.NETWORKS,
            Defaults.networks("0.0.0.0/0", "::/0"),
            OptionTable.INBOUND,
            "Clients whose bytes are shown to the handlers of post_event_read and post_event_write; without such"
                    + " handlers nothing is traced.");

    private SessionOptions() {}
}
