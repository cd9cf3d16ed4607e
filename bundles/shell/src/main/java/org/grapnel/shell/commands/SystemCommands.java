package org.grapnel.shell.commands;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code system:info}, {@code system:threads}, {@code system:shutdown}. */
final class SystemCommands {
    private static final Logger LOG = LoggerFactory.getLogger(SystemCommands.class);

    private final BundleContext context;

    SystemCommands(BundleContext context) {
        this.context = context;
    }

    List<FrameworkCommand> commands() {
        return List.of(
                FrameworkCommand.view(
                        "system:info",
                        "show version, uptime, Java, memory, threads",
                        Syntax.NONE,
                        List::of,
                        this::info),
                FrameworkCommand.view(
                        "system:threads",
                        "count the threads by name and state, or dump them",
                        Syntax.NONE
                                .flag('d', "dump", "show the stack of each")
                                .optional("PATTERN", "part of a thread's name"),
                        List::of,
                        this::threads),
                FrameworkCommand.change(
                        "system:shutdown", "stop the server in good order", Syntax.NONE, List::of, this::shutdown));
    }

    private Answer info(Arguments arguments) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Bundle framework = context.getBundle(0);
        long active = Arrays.stream(context.getBundles())
                .filter(b -> b.getState() == Bundle.ACTIVE)
                .count();
        return Answer.details()
                .with("version", context.getBundle().getVersion().toString())
                .with("base", Optional.ofNullable(context.getProperty("grapnel.base")))
                .with("home", Optional.ofNullable(context.getProperty("grapnel.home")))
                .with("processId", ProcessHandle.current().pid())
                .with("started", Instant.ofEpochMilli(runtime.getStartTime()))
                .with("uptime", Duration.ofMillis(runtime.getUptime()))
                .with("java", Runtime.version() + ", " + runtime.getVmVendor())
                .with("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .with("processors", Runtime.getRuntime().availableProcessors())
                .with("framework", framework.getSymbolicName() + " " + framework.getVersion())
                .with("bundles", context.getBundles().length)
                .with("bundlesActive", active)
                .with("heapUsed", new Answer.Size(heap.getUsed()))
                .with("heapCommitted", new Answer.Size(heap.getCommitted()))
                .with("heapLimit", new Answer.Size(heap.getMax()))
                .with("threads", threads.getThreadCount())
                .with("threadsPeak", threads.getPeakThreadCount());
    }

    private Answer threads(Arguments arguments) {
        String part = arguments.first("PATTERN").orElse("");
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        List<ThreadInfo> chosen = Arrays.stream(bean.dumpAllThreads(true, true))
                .filter(t -> t.getThreadName().contains(part))
                .sorted(Comparator.comparing(ThreadInfo::getThreadName).thenComparing(ThreadInfo::getThreadId))
                .toList();
        if (arguments.has("dump")) {
            StringBuilder dump = new StringBuilder();
            chosen.forEach(thread -> dump(thread, dump));
            return Answer.text(dump.toString());
        }
        Map<String, Map<Thread.State, Integer>> groups = new TreeMap<>();
        chosen.forEach(t -> groups.computeIfAbsent(family(t.getThreadName()), n -> new TreeMap<>())
                .merge(t.getThreadState(), 1, Integer::sum));
        Answer.Rows rows = Answer.rows("name", "state", "count");
        groups.forEach((name, states) -> states.forEach((state, count) -> rows.add(name, state, count)));
        return rows.table();
    }

    /** Threads that differ in a number only are counted together: {@code control-1} and {@code control-2} as {@code control-#}. */
    private static String family(String name) {
        return name.replaceAll("\\d+", "#");
    }

    private static void dump(ThreadInfo thread, StringBuilder dump) {
        dump.append('"').append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
        LockInfo lock = thread.getLockInfo();
        if (lock != null) {
            dump.append(" on ").append(lock);
            if (thread.getLockOwnerName() != null) {
                dump.append(", held by \"").append(thread.getLockOwnerName()).append('"');
            }
        }
        dump.append('\n');
        for (StackTraceElement frame : thread.getStackTrace()) {
            dump.append("    at ").append(frame).append('\n');
        }
        dump.append('\n');
    }

    /** On a thread of its own: the stop waits for this bundle too, which still has to send its answer. */
    private Answer shutdown(Arguments arguments) throws CommandException {
        Bundle framework = context.getBundle(0);
        Thread stopper = new Thread(
                () -> {
                    try {
                        framework.stop();
                    } catch (BundleException e) {
                        LOG.error("system:shutdown: the framework did not stop; end the process with a signal", e);
                    }
                },
                "system-shutdown");
        stopper.start();
        return Answer.done("shutting down");
    }
}
