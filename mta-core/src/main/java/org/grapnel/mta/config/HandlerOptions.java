package org.grapnel.mta.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.FailureRule;

/** Options of hook handlers: how long they may take, and what becomes of those that fail. */
public final class HandlerOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<Duration> HANDLER_DRAIN_TIME = TABLE.option(
            "handler.drain_time",
            Syntax.TIME_OR_NONE,
            Duration.ofSeconds(30),
            OptionTable.SERVER,
            "How long a handler that leaves waits for the calls and transactions that still use it.");

    public static final Option<Duration> HANDLER_DEADLINE = TABLE.option(
            "handler.deadline",
            Syntax.TIME_OR_NONE,
            Duration.ofSeconds(5),
            OptionTable.SERVER,
            "The longest time of one call of a hook handler that asks for no other; 0 = handlers are not watched.");
    public static final Option<Long> HANDLER_MAX_ALLOCATION = TABLE.option(
            "handler.max_allocation",
            Syntax.size(0, 1L << 40),
            256L << 20,
            OptionTable.SERVER,
            "Memory that one call of a hook handler may allocate before it is interrupted; 0 = no limit.");
    public static final Option<Integer> HANDLER_QUARANTINE_FAULTS = TABLE.option(
            "handler.quarantine_faults",
            Syntax.number(1, 1_000_000),
            10,
            OptionTable.SERVER,
            "Faults within the window that bring a hook handler into quarantine.");
    public static final Option<Duration> HANDLER_QUARANTINE_WINDOW = TABLE.option(
            "handler.quarantine_window",
            Syntax.TIME,
            Duration.ofMinutes(1),
            OptionTable.SERVER,
            "The time in which the faults of a hook handler are counted together.");
    public static final Option<Duration> HANDLER_QUARANTINE_PAUSE = TABLE.option(
            "handler.quarantine_pause",
            Syntax.TIME,
            Duration.ofSeconds(30),
            OptionTable.SERVER,
            "How long the first quarantine of a hook handler lasts; each further one lasts twice as long, up to an hour.");
    public static final Option<Map<String, Set<String>>> REQUIRED_HANDLERS = TABLE.option(
            "required_handlers",
            Syntax.SLOTS,
            Map.of(),
            OptionTable.SERVER,
            "Handlers without which a hook defers: while one is missing or in quarantine, no mail passes unasked.");
    public static final Option<Boolean> HANDLER_ENABLED = TABLE.option(
            "enabled", Syntax.YES_OR_NO, true, OptionTable.OF_HANDLER, "Whether a hook handler is called at all.");
    public static final Option<Optional<Integer>> HANDLER_RANKING = TABLE.option(
            "ranking",
            Syntax.RANK_IF_SET,
            Optional.empty(),
            OptionTable.OF_HANDLER,
            "The rank of a hook handler, in place of its own; higher ones are asked first.");
    public static final Option<Optional<Duration>> HANDLER_DEADLINE_OF = TABLE.option(
            "deadline",
            Syntax.TIME_IF_SET,
            Optional.empty(),
            OptionTable.OF_HANDLER,
            "The longest time of one call of a hook handler, in place of its own; 0 = it is not watched.");
    public static final Option<Optional<FailureRule>> HANDLER_ON_FAULT = TABLE.option(
            "on_fault",
            Syntax.RULE_IF_SET,
            Optional.empty(),
            OptionTable.OF_HANDLER,
            "What a fault of a hook handler counts as, in place of its own rule.");
    public static final Option<Selection<String>> HANDLER_LISTENERS = TABLE.option(
            "listeners",
            Syntax.SOME_NAMES,
            Selection.open(),
            OptionTable.OF_HANDLER,
            "The listeners whose sessions a hook handler is asked about, in place of its own choice.");
    public static final Option<Selection<InetAddress>> HANDLER_NETWORKS = TABLE.option(
            "networks",
            Syntax.SOME_HOSTS,
            Selection.open(),
            OptionTable.OF_HANDLER,
            "The clients whose sessions a hook handler is asked about, in place of its own choice.");
    public static final Option<Selection<String>> HANDLER_DOMAINS = TABLE.option(
            "domains",
            Syntax.SOME_DOMAINS,
            Selection.open(),
            OptionTable.OF_HANDLER,
            "The domains whose recipients, messages and queues a hook handler is asked about, in place of its own choice.");
    public static final Option<Selection<String>> HANDLER_BINDINGS = TABLE.option(
            "bindings",
            Syntax.SOME_NAMES,
            Selection.open(),
            OptionTable.OF_HANDLER,
            "The bindings whose messages a hook handler is asked about, in place of its own choice.");

    private HandlerOptions() {}
}
