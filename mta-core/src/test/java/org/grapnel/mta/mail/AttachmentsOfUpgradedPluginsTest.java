package org.grapnel.mta.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Attachments;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Scope;
import org.grapnel.mta.dispatch.Dispatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What one version of a plugin leaves on a session or message, and the next one finds. */
class AttachmentsOfUpgradedPluginsTest {
    private final Hooks hooks = new Dispatcher(() -> java.time.Duration.ZERO).live();
    private final Holder holder = new Holder();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        ((Logger) LoggerFactory.getLogger(Bag.class)).addAppender(lines);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(Bag.class)).detachAppender(lines);
    }

    /** Of the plugin. */
    public static final class Score {}

    /** Loads that class anew, as each version of a bundle does. */
    private static final class Version extends ClassLoader {
        Version() {
            super(AttachmentsOfUpgradedPluginsTest.class.getClassLoader());
        }

        Class<?> score() throws IOException {
            try (InputStream in = Score.class.getResourceAsStream("AttachmentsOfUpgradedPluginsTest$Score.class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(Score.class.getName(), bytes, 0, bytes.length);
            }
        }
    }

    private final class Holder implements Attachments {
        private final Bag bag = new Bag(this, null, () -> hooks);

        @Override
        public <T> Optional<T> attachment(AttachmentKey<T> key) {
            return bag.find(key);
        }

        @Override
        public <T> void attach(AttachmentKey<T> key, T value) {
            bag.put(key, value);
        }

        @Override
        public void detach(AttachmentKey<?> key) {
            bag.remove(key);
        }

        @Override
        public String toString() {
            return "session S1";
        }
    }

    private <T> void attachNew(Class<T> type) throws ReflectiveOperationException {
        holder.attach(key(type), type.getConstructor().newInstance());
    }

    private static <T> AttachmentKey<T> key(Class<T> type) {
        return new AttachmentKey<>(Scope.SESSION, "com.example.score", type);
    }

    @Test
    void a_value_of_the_jdk_or_the_api_survives() {
        holder.attach(key(Integer.class), 7);
        assertThat(holder.attachment(key(Integer.class))).hasValue(7);
        assertThat(lines.list).isEmpty();
    }

    @Test
    void a_value_of_the_old_versions_class_is_dropped_with_a_line() throws Exception {
        Class<?> old = new Version().score();
        Class<?> young = new Version().score();
        attachNew(old);
        holder.attach(new AttachmentKey<>(Scope.SESSION, "com.example.other", Map.class), Map.of());
        assertThat(holder.attachment(key(old))).isPresent();
        assertThat(holder.attachment(key(young))).isEmpty();
        assertThat(holder.attachment(key(old)))
                .as("it kept the old version's classes")
                .isEmpty();
        assertThat(lines.list)
                .singleElement()
                .asString()
                .contains("session S1: the attachment com.example.score was left by another version of "
                        + Score.class.getName() + " and is dropped");
        assertThat(holder.attachment(new AttachmentKey<>(Scope.SESSION, "com.example.other", Map.class)))
                .isPresent();
    }

    @Test
    void what_the_new_version_attaches_takes_its_place() throws Exception {
        Class<?> old = new Version().score();
        Class<?> young = new Version().score();
        attachNew(old);
        attachNew(young);
        assertThat(lines.list).hasSize(1);
        assertThat(holder.attachment(key(young))).isPresent();
        assertThat(lines.list).as("told once").hasSize(1);
    }
}
