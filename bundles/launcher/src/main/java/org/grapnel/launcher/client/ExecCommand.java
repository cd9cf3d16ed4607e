package org.grapnel.launcher.client;

import java.io.IOException;
import java.io.PrintStream;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.instance.Instance;

/** {@code exec}: one command, its output, its exit status. */
public final class ExecCommand {
    private final Instance instance;
    private final Output output;

    public ExecCommand(Instance instance, PrintStream out, PrintStream err) {
        this.instance = instance;
        this.output = new Output(out, err);
    }

    public int execute(String command, boolean json) throws Refused {
        try (ControlClient client = ControlClient.connect(instance)) {
            int status = client.execute(new ControlRequest(command, json, columns(), false, user()), output);
            output.endLine();
            return status;
        } catch (IOException e) {
            output.endLine();
            throw new Refused(Refused.FAILED, "exec '" + command + "': " + e.getMessage(), e);
        }
    }

    static String user() {
        return System.getProperty("user.name", "");
    }

    /** Of the screen as far as the environment tells; 120 is what a log viewer shows. */
    static int columns() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 120;
    }
}
