package org.grapnel.launcher.client;

import java.io.InputStream;
import java.io.PrintStream;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.instance.Instance;

/** Commands, one after another, to one instance. */
public interface Shell {

    /** Reads and executes until the input ends or says {@code exit}. Returns the exit status. */
    int execute() throws Refused;

    /** {@code grapnel shell}: leaves the instance alone when it ends. */
    static Shell of(Instance instance, boolean terminal, InputStream in, PrintStream out, PrintStream err) {
        return terminal ? new TerminalShell(instance, false, err) : new PipedShell(instance, in, new Output(out, err));
    }

    /** The shell of {@code grapnel run}: log lines of this process appear above its prompt. */
    static Shell inside(Instance instance, PrintStream err) {
        return new TerminalShell(instance, true, err);
    }
}
