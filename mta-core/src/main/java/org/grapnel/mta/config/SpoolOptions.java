package org.grapnel.mta.config;

import java.nio.file.Path;
import java.time.Duration;

/** Options of the spool. */
public final class SpoolOptions {
    static final OptionTable TABLE = new OptionTable();
    private static final long MB = 1024 * 1024;

    public static final Option<Path> SPOOL = TABLE.atStart(
            "spool",
            Syntax.DIRECTORY,
            Path.of("data", "spool"),
            "Where accepted mail is kept; a relative path starts at the instance's base.");
    public static final Option<Durability> SPOOL_DURABILITY = TABLE.atStart(
            "spool.durability",
            Syntax.oneOf(Durability.class),
            Durability.EACH,
            "each = mail is acknowledged when it is on stable storage; interval = before that, UNSAFE: when the machine goes down, mail"
                    + " that clients believe delivered is lost.");
    public static final Option<Duration> SPOOL_FORCE_INTERVAL = TABLE.atStart(
            "spool.force_interval",
            Syntax.TIME,
            Duration.ofSeconds(1),
            "How much time's mail may be lost with spool.durability = interval.");
    public static final Option<Long> SPOOL_SEGMENT_SIZE = TABLE.atStart(
            "spool.segment_size",
            Syntax.size(MB, 1024 * MB),
            64 * MB,
            "How large one file of the spool's journal grows before the next one is begun.");
    public static final Option<Long> SPOOL_RESERVE = TABLE.atStart(
            "spool.reserve",
            Syntax.size(0, 1024 * 1024 * MB),
            256 * MB,
            "Free space of the spool's disk below which mail is refused with 452, so that what frees space can still be written.");
    public static final Option<Long> SPOOL_BODY_CACHE = TABLE.atStart(
            "spool.body_cache",
            Syntax.size(0, 1024 * 1024 * MB),
            32 * MB,
            "Memory for the bodies of mail just taken, so that the first attempt reads no disk; a body larger than a quarter of it is"
                    + " never kept; at most a quarter of the heap.");

    /** When a change is acknowledged. */
    public enum Durability {
        EACH,
        INTERVAL
    }

    private SpoolOptions() {}
}
