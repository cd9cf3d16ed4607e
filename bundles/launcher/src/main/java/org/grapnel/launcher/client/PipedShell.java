package org.grapnel.launcher.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.instance.Instance;

/**
 * The shell of a script: one command a line, no prompt; empty lines and lines that begin with {@code #} are skipped. The exit status is that
 * of the last command that failed, 0 if none did.
 */
final class PipedShell implements Shell {
    private final Instance instance;
    private final InputStream in;
    private final Output output;

    PipedShell(Instance instance, InputStream in, Output output) {
        this.instance = instance;
        this.in = in;
        this.output = output;
    }

    @Override
    public int execute() throws Refused {
        int result = 0;
        try (ControlClient client = ControlClient.connect(instance);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !Words.isExit(line); line = lines.readLine()) {
                if (Words.isCommand(line)) {
                    ControlRequest request =
                            new ControlRequest(line.strip(), false, ExecCommand.columns(), false, ExecCommand.user());
                    int status = client.execute(request, output);
                    output.endLine();
                    result = status == 0 ? result : status;
                }
            }
        } catch (IOException e) {
            output.endLine();
            throw new Refused(Refused.FAILED, e.getMessage(), e);
        }
        return result;
    }
}
