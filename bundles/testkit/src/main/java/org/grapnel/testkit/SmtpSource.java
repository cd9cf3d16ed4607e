package org.grapnel.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs Postfix' load generator smtp-source to its end; its exit status is 0 when every mail was accepted. */
public final class SmtpSource {
    private SmtpSource() {}

    public static boolean installed() {
        return SystemTool.SMTP_SOURCE.find().isPresent();
    }

    /**
     * Sends so many mails.
     *
     * @param options such as {@code -d} (keep connections); the counts and the server are added
     */
    public static Finished run(
            InetSocketAddress server, int mails, int sessions, int size, Duration limit, String... options) {
        List<String> command = new ArrayList<>(List.of(
                SystemTool.SMTP_SOURCE.path(),
                "-m",
                Integer.toString(mails),
                "-s",
                Integer.toString(sessions),
                "-l",
                Integer.toString(size)));
        command.addAll(List.of(options));
        command.add(server.getAddress().getHostAddress() + ":" + server.getPort());
        return Program.run(limit, command, Map.of());
    }
}
