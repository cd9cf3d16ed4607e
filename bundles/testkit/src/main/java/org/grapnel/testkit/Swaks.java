package org.grapnel.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs swaks, a client of other people's making: one mail, its transcript on stdout, exit status 0 when accepted. */
public final class Swaks {
    private Swaks() {}

    public static boolean installed() {
        return SystemTool.SWAKS.find().isPresent();
    }

    /**
     * Runs it to its end.
     *
     * @param options such as {@code --to}, {@code a@receiver.test}; the server is added
     */
    public static Finished run(InetSocketAddress server, Duration limit, String... options) {
        List<String> command = new ArrayList<>(List.of(
                SystemTool.SWAKS.path(),
                "--server",
                server.getAddress().getHostAddress(),
                "--port",
                Integer.toString(server.getPort())));
        command.addAll(List.of(options));
        return Program.run(limit, command, Map.of());
    }
}
