package org.grapnel.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes why the start failed, with the whole stack, to the end of the log file: by ourselves, as the bundle that failed may be
 * one of those that log.
 */
final class StartLog {
    /** As in {@code etc/logback.xml}. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private StartLog() {}

    static void append(Path file, Throwable failure, Clock clock) {
        StringWriter text = new StringWriter();
        text.append(OffsetDateTime.now(clock).format(TIME)).append(" ERROR [launcher] org.grapnel.launcher - ");
        failure.printStackTrace(new PrintWriter(text, true));
        try {
            Files.writeString(file, text.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("grapnel: cannot write " + file + ": " + e.getMessage());
        }
    }
}
