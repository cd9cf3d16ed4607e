package org.grapnel.mta.config;

import java.time.Duration;

/** Options of outbound connections. */
public final class ConnectionOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<Integer> MAX_OUTBOUND_CONNECTIONS = TABLE.option(
            "max_outbound_connections",
            Syntax.number(1, 1_000_000),
            1000,
            OptionTable.SERVER,
            "Outbound connections at a time, to all destinations together. One domain gets another only while more are free than it has; "
                    + "a tenth is for mail that was never tried.");
    public static final Option<Integer> MAX_CONNECTIONS = TABLE.option(
            "max_connections",
            Syntax.number(0, 1_000_000),
            10,
            OptionTable.OUTBOUND,
            "Outbound connections at a time to one domain from one binding; 0 = mail waits.");
    public static final Option<Integer> MAX_DELIVERIES_PER_CONNECTION = TABLE.option(
            "max_deliveries_per_connection",
            Syntax.number(1, 1_000_000),
            100,
            OptionTable.OUTBOUND,
            "Transactions on one outbound connection before it is closed.");
    public static final Option<Integer> MAX_RECIPIENTS_PER_BATCH =
            TABLE.option( // RFC 5321 4.5.3.1.8: 100 are always taken
                    "max_recipients_per_batch",
                    Syntax.number(1, 100_000),
                    100,
                    OptionTable.OUTBOUND,
                    "Recipients in one outbound transaction.");
    public static final Option<Duration> CONNECTION_IDLE_TIME = TABLE.option(
            "connection_idle_time",
            Syntax.TIME_OR_NONE,
            Duration.ofSeconds(5),
            OptionTable.OUTBOUND,
            "How long an outbound connection that has nothing to send is kept open.");
    public static final Option<Duration> HOST_FAILURE_RETRY = TABLE.option(
            "host_failure_retry",
            Syntax.TIME_OR_NONE,
            Duration.ofMinutes(2),
            OptionTable.OUTBOUND,
            "How long a remote host that failed is left alone.");
    /** What follows when no host of a domain would talk to us. */
    public enum Greeting {
        DEFER,
        FAIL
    }

    public static final Option<Greeting> REFUSED_GREETING = TABLE.option( // RFC 5321 3.1, RFC 7504
            "refused_greeting",
            Syntax.oneOf(Greeting.class),
            Greeting.DEFER,
            OptionTable.OUTBOUND,
            "What becomes of mail when every host of a domain answers the connection with 5xx: it is tried again, or it fails at once.");
    public static final Option<Duration> CONNECT_TIMEOUT = TABLE.option(
            "connect_timeout",
            Syntax.TIME,
            Duration.ofSeconds(30),
            OptionTable.OUTBOUND,
            "How long an outbound connection may take to be established.");
    public static final Option<Duration> BANNER_TIMEOUT = TABLE.option( // RFC 5321 4.5.3.2.1
            "banner_timeout",
            Syntax.TIME,
            Duration.ofMinutes(5),
            OptionTable.OUTBOUND,
            "How long the remote server may take for its banner.");
    public static final Option<Duration> REPLY_TIMEOUT = TABLE.option( // RFC 5321 4.5.3.2.2, 4.5.3.2.3
            "reply_timeout",
            Syntax.TIME,
            Duration.ofMinutes(5),
            OptionTable.OUTBOUND,
            "How long the remote server may take for the reply to EHLO, MAIL, RCPT and other commands.");
    public static final Option<Duration> DATA_INIT_TIMEOUT = TABLE.option( // RFC 5321 4.5.3.2.4
            "data_init_timeout",
            Syntax.TIME,
            Duration.ofMinutes(2),
            OptionTable.OUTBOUND,
            "How long the remote server may take for the reply to DATA.");
    public static final Option<Duration> DATA_BLOCK_TIMEOUT = TABLE.option( // RFC 5321 4.5.3.2.5
            "data_block_timeout",
            Syntax.TIME,
            Duration.ofMinutes(3),
            OptionTable.OUTBOUND,
            "How long the remote server may take to read one block of a mail.");
    public static final Option<Duration> BODY_TIMEOUT = TABLE.option(
            "body_timeout",
            Syntax.TIME,
            Duration.ofHours(1),
            OptionTable.OUTBOUND,
            "How long the remote server may take to read a whole mail.");
    public static final Option<Duration> DATA_END_TIMEOUT = TABLE.option( // RFC 5321 4.5.3.2.6
            "data_end_timeout",
            Syntax.TIME,
            Duration.ofMinutes(10),
            OptionTable.OUTBOUND,
            "How long the remote server may take for the reply to the end of a mail.");
    public static final Option<Duration> QUIT_TIMEOUT = TABLE.option(
            "quit_timeout",
            Syntax.TIME,
            Duration.ofSeconds(5),
            OptionTable.OUTBOUND,
            "How long the remote server may take for the reply to QUIT.");

    private ConnectionOptions() {}
}
