package org.grapnel.launcher;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.grapnel.launcher.instance.Instance;

/** {@code status}: one line, and exit status 0 or 3 as service scripts expect (LSB Core, Init Script Actions). */
final class Status {
    private final Instance instance;
    private final PrintStream out;

    Status(Instance instance, PrintStream out) {
        this.instance = instance;
        this.out = out;
    }

    int execute() throws Refused {
        Optional<ProcessHandle> running = instance.pidFile().running();
        if (running.isEmpty()) {
            String left = instance.pidFile().exists() ? "; data/grapnel.pid is left of a process that died" : "";
            out.println("not running (base " + instance.base() + left + ")");
            return Refused.NOT_RUNNING;
        }
        ProcessHandle process = running.get();
        String since = process.info()
                .startInstant()
                .map(i -> " since " + i.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
        out.println("running as pid " + process.pid() + since + " (base " + instance.base() + ")");
        return 0;
    }
}
