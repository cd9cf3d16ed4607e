package org.grapnel.logbridge;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes one OSGi log entry to the SLF4J logger of the same name. Safe for any thread: it keeps no state. */
final class EntryWriter implements LogListener {
    private static final Map<LogLevel, Level> LEVELS = new EnumMap<>(Map.of(
            LogLevel.AUDIT, Level.INFO,
            LogLevel.ERROR, Level.ERROR,
            LogLevel.WARN, Level.WARN,
            LogLevel.INFO, Level.INFO,
            LogLevel.DEBUG, Level.DEBUG,
            LogLevel.TRACE, Level.TRACE));

    @Override
    public void logged(LogEntry entry) {
        Level level = LEVELS.getOrDefault(entry.getLogLevel(), Level.INFO);
        String name = loggerName(entry);
        // the log service echoes every bundle, service and framework event; only the alarming ones are worth a line
        if (name.startsWith("Events.") && level.toInt() < Level.WARN.toInt()) {
            return;
        }
        Logger logger = LoggerFactory.getLogger(name);
        if (logger.isEnabledForLevel(level)) {
            String message = origin(entry).map(o -> o + ": ").orElse("") + entry.getMessage();
            logger.makeLoggingEventBuilder(level).setCause(entry.getException()).log(message);
        }
    }

    private static String loggerName(LogEntry entry) {
        String name = entry.getLoggerName();
        return name == null || name.isBlank() ? "osgi" : name;
    }

    private static Optional<String> origin(LogEntry entry) {
        Bundle bundle = entry.getBundle();
        return bundle == null || bundle.getBundleId() == 0
                ? Optional.empty()
                : Optional.of(bundle.getSymbolicName() + " " + bundle.getVersion());
    }
}
