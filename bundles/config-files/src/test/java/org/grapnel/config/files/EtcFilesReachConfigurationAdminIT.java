package org.grapnel.config.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.slf4j.LoggerFactory;

class EtcFilesReachConfigurationAdminIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Tells of each line as it is written. */
    private static final class Lines extends ListAppender<ILoggingEvent> {
        private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            arriving.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    @TempDir
    private Path base;

    private final Map<String, String> properties = new HashMap<>();
    private final Lines lines = new Lines();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<Framework> frameworks = new CopyOnWriteArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(base.resolve("etc"));
        lines.start();
        ((Logger) LoggerFactory.getLogger("org.grapnel.config.files")).addAppender(lines);
    }

    @AfterEach
    void stopAll() throws Exception {
        ((Logger) LoggerFactory.getLogger("org.grapnel.config.files")).detachAppender(lines);
        for (Framework framework : frameworks) {
            framework.stop();
            framework.waitForStop(PATIENCE.toMillis());
        }
    }

    private ConfigurationAdmin start() throws Exception {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, base.resolve("cache").toString());
        all.put("grapnel.base", base.toString());
        all.put("felix.cache.locking", "false");
        all.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.slf4j;version=2.0.20,org.osgi.service.cm;version=1.6.1,"
                        + "org.grapnel.hook;version=0.1.0,org.grapnel.hook.control;version=0.1.0");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(all);
        frameworks.add(framework);
        framework.start();
        BundleContext context = framework.getBundleContext();
        install(context, location(org.apache.felix.cm.impl.ConfigurationManager.class))
                .start();
        install(context, location(JsonFactory.class));
        context.registerService(
                SynchronousConfigurationListener.class,
                event -> events.add(
                        (event.getType() == ConfigurationEvent.CM_DELETED ? "gone " : "set ") + event.getPid()),
                null);
        Bundle bundle = install(context, System.getProperty("bundle.jar"));
        bundle.start();
        return context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }

    private static Bundle install(BundleContext context, String jar) throws BundleException {
        return context.installBundle(Path.of(jar).toUri().toString());
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private void write(String name, String json) throws IOException {
        Path half = base.resolve("half-written");
        Files.writeString(half, json);
        Files.move(half, base.resolve("etc").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String await(BlockingQueue<String> queue, Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (; ; ) {
            String next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next).as("waited %s", PATIENCE).isNotNull();
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    private static Map<String, Object> keys(ConfigurationAdmin admin, String pid) throws Exception {
        Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
        return found == null ? Map.of() : FrameworkUtil.asMap(found[0].getProperties());
    }

    @Test
    void all_files_are_there_when_the_bundle_has_started() throws Exception {
        write("grapnel.json", "{\"smtp\": {\"listen\": [\"127.0.0.1:2525\"]}, \"max_sessions\": 5, \"max_errors\": 7}");
        write("com.example.plugin.json", "{\"on\": true}");
        write("com.example.factory~eu.json", "{\"region\": \"eu\"}");
        write("com.example.broken.json", "{\"on\" true}");
        properties.put("grapnel.set.max_sessions", "6");
        properties.put("grapnel.set.com.example.alone/key", "value");

        ConfigurationAdmin admin = start();

        Map<String, Object> server = keys(admin, "org.grapnel.mta");
        assertThat(server.get("smtp.listen")).isEqualTo(new String[] {"127.0.0.1:2525"});
        assertThat(server)
                .containsEntry("max_sessions", "6")
                .containsEntry("max_errors", 7L)
                .containsEntry(".source", "etc/grapnel.json");
        assertThat(server.get(".set")).isEqualTo(new String[] {"max_sessions"});
        assertThat(keys(admin, "com.example.plugin")).containsEntry("on", true);
        assertThat(keys(admin, "com.example.factory~eu"))
                .containsEntry("region", "eu")
                .containsEntry("service.factoryPid", "com.example.factory");
        assertThat(keys(admin, "com.example.alone")).containsEntry("key", "value");
        assertThat(keys(admin, "com.example.broken")).isEmpty();
        assertThat(admin.getConfiguration("com.example.plugin", null).getBundleLocation())
                .isEqualTo("?");
        assertThat(await(lines.arriving, line -> line.startsWith("ERROR")))
                .startsWith("ERROR etc/com.example.broken.json: line 1, column 7: Unexpected character");
    }

    @Test
    void changes_and_removals_are_taken_over_while_it_runs() throws Exception {
        write("grapnel.json", "{\"max_sessions\": 5}");
        ConfigurationAdmin admin = start();
        events.clear();

        write("grapnel.json", "{\"max_sessions\": 6}"); // same size: seen by time or identity
        await(events, "set org.grapnel.mta"::equals);
        assertThat(keys(admin, "org.grapnel.mta")).containsEntry("max_sessions", 6L);

        write("com.example.plugin.json", "{\"on\": true}");
        await(events, "set com.example.plugin"::equals);
        assertThat(keys(admin, "com.example.plugin")).containsEntry("on", true);

        Files.delete(base.resolve("etc/com.example.plugin.json"));
        await(events, "gone com.example.plugin"::equals);
        assertThat(keys(admin, "com.example.plugin")).isEmpty();
    }

    @Test
    void a_mistake_at_run_time_leaves_the_old_configuration() throws Exception {
        write("grapnel.json", "{\"max_sessions\": 5}");
        ConfigurationAdmin admin = start();

        write("grapnel.json", "{\"max_sessions\": }");

        assertThat(await(lines.arriving, line -> line.startsWith("ERROR")))
                .startsWith("ERROR etc/grapnel.json: line 1, column 18: Unexpected character ('}'");
        assertThat(keys(admin, "org.grapnel.mta")).containsEntry("max_sessions", 5L);
    }

    @Test
    void a_mistake_in_the_servers_file_fails_the_start_with_one_line() throws Exception {
        write("grapnel.json", "{\n  \"max_sessions\": 5\n  \"max_errors\": 7\n}");

        assertThatThrownBy(this::start)
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("etc/grapnel.json: line 3, column 3: Unexpected character ('\"' (code 34))")
                .hasMessageNotContaining("\n");
    }

    @Test
    void what_is_removed_while_the_server_is_down_is_gone_at_the_next_start() throws Exception {
        write("com.example.plugin.json", "{\"on\": true}");
        start();
        stopAll();
        Files.delete(base.resolve("etc/com.example.plugin.json"));

        assertThat(keys(start(), "com.example.plugin")).isEmpty();
    }
}
