package org.grapnel.mta.config;

import java.time.Duration;

/** Options that bound what one client may take, and who may speak for others. */
public final class LimitOptions {
    static final OptionTable TABLE = new OptionTable();
    private static final int ANY = 0;

    public static final Option<Integer> MAX_SESSIONS_PER_ADDRESS = TABLE.option(
            "max_sessions_per_address",
            Syntax.number(0, 1_000_000),
            ANY,
            OptionTable.BY_CLIENT,
            "Inbound sessions at a time from one client address, or from one IPv6 network of 64 bits; 0 = any number.");
    public static final Option<Integer> MAX_CONNECTION_RATE = TABLE.option(
            "max_connection_rate",
            Syntax.number(0, 1_000_000),
            ANY,
            OptionTable.BY_CLIENT,
            "New sessions a minute from one client address, or from one IPv6 network of 64 bits; 0 = any number.");
    public static final Option<Integer> MAX_MESSAGES_PER_SESSION = TABLE.option(
            "max_messages_per_session",
            Syntax.number(0, 1_000_000_000),
            ANY,
            OptionTable.BY_CLIENT,
            "Mails that are accepted on one session before it is ended; 0 = any number.");
    public static final Option<Integer> MAX_IDLE_COMMANDS = TABLE.option(
            "max_idle_commands",
            Syntax.number(1, 1_000_000),
            100,
            OptionTable.BY_CLIENT,
            "Commands that bring no mail forward (NOOP, RSET, VRFY, HELP, EHLO, HELO) on one session since its last accepted mail; then it is ended.");
    public static final Option<Integer> MAX_COMMAND_LINE = TABLE.option( // RFC 5321 4.5.3.1.4: at least 512
            "max_command_line",
            Syntax.number(512, 65_536),
            4096,
            OptionTable.BY_CLIENT,
            "The longest command line in bytes, CRLF included; the standard's 512 and room for extensions.");
    public static final Option<Duration> WRITE_TIMEOUT = TABLE.option(
            "write_timeout",
            Syntax.TIME,
            Duration.ofMinutes(1),
            OptionTable.BY_CLIENT,
            "How long replies may wait for a client that does not read them.");
    public static final Option<Long> MIN_DATA_RATE = TABLE.option(
            "min_data_rate",
            Syntax.size(0, 1024L * 1024 * 1024),
            0L,
            OptionTable.BY_CLIENT,
            "Bytes a second that the content of a mail must come with on average, after half a minute; 0 = none.");
    public static final Option<Networks> PROXY_HOSTS = TABLE.option(
            "proxy_hosts",
            Syntax.NETWORKS,
            Defaults.networks(),
            OptionTable.INBOUND,
            "Load balancers; their connections begin with a PROXY header (version 1 or 2) that names the client.");
    public static final Option<Duration> PROXY_TIMEOUT = TABLE.option(
            "proxy_timeout",
            Syntax.TIME,
            Duration.ofSeconds(5),
            OptionTable.INBOUND,
            "How long a load balancer may take for its PROXY header.");
    public static final Option<Networks> XCLIENT_HOSTS = TABLE.option(
            "xclient_hosts",
            Syntax.NETWORKS,
            Defaults.networks(),
            OptionTable.INBOUND,
            "Hosts that may name the client they speak for with XCLIENT; they are trusted with its address and login.");

    private LimitOptions() {}
}
