package org.grapnel.mta.config;

import java.time.Duration;

/** Options of adaptive shaping: how the server gives way to a destination that has enough. */
public final class ShapingOptions {
    static final OptionTable TABLE = new OptionTable();

    /** Who shares what was learned of a pair of domain and binding. */
    public enum Scope {
        LOCAL,
        GLOBAL
    }

    public static final Option<Boolean> ADAPTIVE = TABLE.option(
            "adaptive",
            Syntax.YES_OR_NO,
            false,
            OptionTable.OUTBOUND,
            "Whether a domain that puts the server off gets fewer connections from the binding, and by and by more again.");
    public static final Option<Scope> ADAPTIVE_SCOPE = TABLE.option(
            "adaptive_scope",
            Syntax.oneOf(Scope.class),
            Scope.LOCAL,
            OptionTable.OUTBOUND,
            "Whether this server learns alone, or together with the others of a cluster, where a plugin connects them.");
    public static final Option<Integer> ADAPTIVE_FAILURES = TABLE.option(
            "adaptive_failures",
            Syntax.number(1, 1_000_000),
            5,
            OptionTable.OUTBOUND,
            "So many failures within adaptive_window halve the connections; where one is left, they pause deliveries.");
    public static final Option<Duration> ADAPTIVE_WINDOW = TABLE.option(
            "adaptive_window",
            Syntax.TIME,
            Duration.ofMinutes(1),
            OptionTable.OUTBOUND,
            "The time in which failures are counted together.");
    public static final Option<Duration> ADAPTIVE_RECOVERY = TABLE.option(
            "adaptive_recovery",
            Syntax.TIME,
            Duration.ofMinutes(10),
            OptionTable.OUTBOUND,
            "After so long without a failure the connections are doubled, up to max_connections.");
    public static final Option<Duration> ADAPTIVE_PAUSE = TABLE.option(
            "adaptive_pause",
            Syntax.TIME_OR_NONE,
            Duration.ofMinutes(10),
            OptionTable.OUTBOUND,
            "How long deliveries pause where one connection was still too much; 0 = they do not.");

    private ShapingOptions() {}
}
