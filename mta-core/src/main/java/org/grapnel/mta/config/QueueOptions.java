package org.grapnel.mta.config;

import java.time.Duration;
import java.util.Optional;

/** Options of the queue: retries, expiry, bounces. */
public final class QueueOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<Duration> RETRY_INTERVAL = TABLE.option(
            "retry_interval",
            Syntax.TIME,
            Duration.ofMinutes(20),
            OptionTable.OUTBOUND,
            "The time from the first failed attempt to the next; it doubles with each further one.");
    public static final Option<Duration> MAX_RETRY_INTERVAL = TABLE.option(
            "max_retry_interval",
            Syntax.TIME,
            Duration.ofHours(12),
            OptionTable.OUTBOUND,
            "The longest time between two attempts.");
    public static final Option<Integer> RETRY_JITTER = TABLE.option(
            "retry_jitter",
            Syntax.number(0, 100),
            10,
            OptionTable.OUTBOUND,
            "By how many percent the time to the next attempt may be shorter or longer, so that mails that failed together spread.");
    public static final Option<Integer> MAX_RETRIES = TABLE.option(
            "max_retries",
            Syntax.number(0, 1_000_000),
            0,
            "0 = as many as its time allows",
            OptionTable.OUTBOUND,
            "How often a mail is tried after the first attempt before it is given up; 0 = as often as message_expiration allows.");
    public static final Option<Duration> MESSAGE_EXPIRATION = TABLE.option( // RFC 5321 4.5.4.1: at least 4–5 days
            "message_expiration",
            Syntax.TIME,
            Duration.ofDays(5),
            OptionTable.OUTBOUND,
            "How long a mail is tried before it is given up and returned.");
    public static final Option<Duration> DELAYED_QUEUE_SCAN_INTERVAL = TABLE.option(
            "delayed_queue_scan_interval",
            Syntax.TIME,
            Duration.ofSeconds(15),
            OptionTable.OUTBOUND,
            "The longest time between two looks at the mails of a queue that wait for their next attempt.");
    public static final Option<Integer> MAX_RESIDENT_MESSAGES = TABLE.option(
            "max_resident_messages",
            Syntax.number(0, 100_000_000),
            10_000,
            OptionTable.SERVER,
            "How many queued mails are kept in memory as a whole; in a longer queue, parameters, context and history of those that "
                    + "wait are read from the spool when they are needed.");
    public static final Option<Boolean> GENERATE_BOUNCES = TABLE.option(
            "generate_bounces",
            Syntax.YES_OR_NO,
            true,
            OptionTable.OUTBOUND,
            "Whether the sender is told when a mail has failed (RFC 3461).");
    public static final Option<Duration> DELAY_WARNING = TABLE.option( // RFC 3461 4.1: only where NOTIFY allows it
            "delay_warning",
            Syntax.TIME_OR_NONE,
            Duration.ZERO,
            OptionTable.OUTBOUND,
            "How late a mail may get before its sender is told that it is tried further; 0 = he is not told.");
    public static final Option<Long> MAX_RETURNED_SIZE = TABLE.option(
            "max_returned_size",
            Syntax.size(0, 16 * 1024 * 1024),
            1024L * 1024,
            OptionTable.OUTBOUND,
            "The largest mail that goes back whole where its sender asked for that (RET=FULL); of a larger one the header goes back.");
    public static final Option<Optional<String>> GATEWAY = TABLE.option(
            "gateway",
            Syntax.DOMAIN_OR_NONE,
            Optional.empty(),
            "none",
            OptionTable.OUTBOUND,
            "The routing domain that mail joins the queue of, in place of the recipient's domain.");

    private QueueOptions() {}
}
