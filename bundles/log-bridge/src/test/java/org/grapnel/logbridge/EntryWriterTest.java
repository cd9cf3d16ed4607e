package org.grapnel.logbridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.slf4j.LoggerFactory;

class EntryWriterTest {
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        root.detachAndStopAllAppenders(); // the console
        appender.start();
        root.setLevel(Level.DEBUG);
        root.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(appender);
    }

    @Test
    void writes_message_origin_level_and_exception_to_the_logger_of_that_name() {
        IllegalStateException cause = new IllegalStateException("why");

        write("com.example.Component", LogLevel.ERROR, "cannot activate", cause);

        assertThat(appender.list).singleElement().satisfies(e -> {
            assertThat(e.getLoggerName()).isEqualTo("com.example.Component");
            assertThat(e.getLevel()).isEqualTo(Level.ERROR);
            assertThat(e.getFormattedMessage()).isEqualTo("com.example.plugin 1.2.3: cannot activate");
            assertThat(e.getThrowableProxy().getMessage()).isEqualTo("why");
        });
    }

    @Test
    void a_brace_in_a_message_is_text() {
        write("x", LogLevel.INFO, "filter {}", null);

        assertThat(appender.list).singleElement().satisfies(e -> assertThat(e.getFormattedMessage())
                .endsWith("filter {}"));
    }

    @Test
    void an_audit_is_shown_as_information() {
        write("x", LogLevel.AUDIT, "a", null);

        assertThat(appender.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO);
    }

    @Test
    void of_the_echoed_events_only_alarming_ones_pass() {
        write("Events.Bundle", LogLevel.INFO, "BundleEvent STARTED", null);
        write("Events.Service", LogLevel.DEBUG, "ServiceEvent REGISTERED", null);
        write("Events.Framework", LogLevel.ERROR, "FrameworkEvent ERROR", null);

        assertThat(appender.list).extracting(ILoggingEvent::getLoggerName).containsExactly("Events.Framework");
    }

    private static void write(String logger, LogLevel level, String message, Throwable exception) {
        Bundle bundle = answering(
                Bundle.class,
                Map.of("getBundleId", 7L, "getSymbolicName", "com.example.plugin", "getVersion", new Version(1, 2, 3)));
        Map<String, Object> entry = new HashMap<>(
                Map.of("getLoggerName", logger, "getLogLevel", level, "getMessage", message, "getBundle", bundle));
        entry.put("getException", exception);
        new EntryWriter().logged(answering(LogEntry.class, entry));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answers.get(method.getName())));
    }
}
