package org.grapnel.testkit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends processes this kit started, with all they started, when told to and when the JVM ends. */
final class ProcessTree {
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(ProcessTree::destroy), "testkit-end"));
    }

    private ProcessTree() {}

    static Process guard(Process process) {
        LIVE.removeIf(p -> !p.isAlive());
        LIVE.add(process);
        return process;
    }

    /** The process and its descendants as they are now. */
    static List<ProcessHandle> of(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** SIGKILL to the whole tree, and waits until its root is gone. */
    static void kill(Process process) {
        destroy(process);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS))
                throw new AssertionError("process " + process.pid() + " survives SIGKILL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while ending process " + process.pid(), e);
        }
    }

    private static void destroy(Process process) {
        List<ProcessHandle> tree = of(process);
        process.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
