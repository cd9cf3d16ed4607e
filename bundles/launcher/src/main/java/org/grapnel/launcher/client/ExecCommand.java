package org.grapnel.launcher.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.instance.Instance;

/** {@code exec}: one command, its output, its exit status. */
public final class ExecCommand {
    private static final int MOST_INPUT = 64 * 1024;

    private final Instance instance;
    private final Output output;

    public ExecCommand(Instance instance, PrintStream out, PrintStream err) {
        this.instance = instance;
        this.output = new Output(out, err);
    }

    /**
     * Runs it and shows what it answers.
     *
     * @param in what comes to the command besides its words; read to its end before the command runs
     */
    public int execute(String command, boolean json, InputStream in) throws Refused {
        try (ControlClient client = ControlClient.connect(instance)) {
            byte[] input = in.readNBytes(MOST_INPUT + 1);
            if (input.length > MOST_INPUT) {
                throw new Refused(
                        Refused.USAGE, "exec '" + command + "': standard input has more than 64 KB; use a file");
            }
            String text = new String(input, StandardCharsets.UTF_8);
            int status = client.execute(new ControlRequest(command, text, json, columns(), false, user()), output);
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
