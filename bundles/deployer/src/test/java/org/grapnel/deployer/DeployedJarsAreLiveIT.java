package org.grapnel.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.grapnel.hook.Hook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.slf4j.LoggerFactory;

class DeployedJarsAreLiveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HANDLER = "org.grapnel.hook.config.ConfigGetDomainRelay";

    /** Tells of each line as it is written. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            arriving.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    @TempDir
    private Path base;

    private final Lines lines = new Lines();
    private Framework framework;

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectories(base.resolve("deploy"));
        lines.start();
        ((Logger) LoggerFactory.getLogger("org.grapnel.deployer")).addAppender(lines);
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, base.resolve("cache").toString());
        properties.put("grapnel.base", base.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.slf4j;version=2.0.20");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.start();
        context()
                .installBundle(Path.of(Hook.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toUri()
                        .toString());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(PATIENCE.toMillis());
        ((Logger) LoggerFactory.getLogger("org.grapnel.deployer")).detachAppender(lines);
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private Bundle startDeployer() throws Exception {
        Bundle bundle = context()
                .installBundle(Path.of(System.getProperty("bundle.jar")).toUri().toString());
        bundle.start();
        return bundle;
    }

    private void drop(String file, byte[] bytes) throws IOException {
        Path half = base.resolve("half");
        Files.write(half, bytes);
        Files.move(half, base.resolve("deploy").resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] plugin(String version) throws IOException {
        return PluginJar.plugin("org.example.foo", version, Map.of());
    }

    private String nextLine() throws InterruptedException {
        String line = lines.arriving.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(line).as("waited %s for a line", PATIENCE).isNotNull();
        return line;
    }

    private int handlers() throws InvalidSyntaxException {
        Object[] found = context().getAllServiceReferences(HANDLER, null);
        return found == null ? 0 : found.length;
    }

    private List<String> plugins() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("deploy:"))
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + " " + bundle.getState())
                .toList();
    }

    @Test
    void what_is_there_is_live_when_the_deployer_has_started_and_gone_with_its_file() throws Exception {
        drop("foo.jar", plugin("1.2.0"));
        startDeployer();

        assertThat(handlers()).isEqualTo(1);
        assertThat(nextLine()).isEqualTo("INFO deploy/foo.jar: org.example.foo 1.2.0 is live (1 handler)");

        Files.delete(base.resolve("deploy/foo.jar"));
        assertThat(nextLine()).isEqualTo("INFO deploy/foo.jar: org.example.foo 1.2.0 is gone");
        assertThat(handlers()).isZero();
        assertThat(plugins()).isEmpty();
        assertThat(base.resolve("data/deployed/foo.jar")).doesNotExist();
    }

    @Test
    void a_dropped_jar_goes_live_and_a_replaced_one_is_upgraded() throws Exception {
        startDeployer();
        drop("foo.jar", plugin("1.2.0"));
        assertThat(nextLine()).contains("org.example.foo 1.2.0 is live (1 handler)");

        drop("foo.jar", plugin("1.3.0"));
        assertThat(nextLine())
                .isEqualTo("INFO deploy/foo.jar: org.example.foo 1.3.0 is live in place of 1.2.0 (1 handler)");
        assertThat(plugins()).containsExactly("org.example.foo 1.3.0 " + Bundle.ACTIVE);
        assertThat(handlers()).isEqualTo(1);
    }

    @Test
    void a_replacement_that_fails_gives_way_to_what_was_live() throws Exception {
        drop("foo.jar", plugin("1.2.0"));
        startDeployer();
        nextLine();

        drop("foo.jar", PluginJar.plugin("org.example.foo", "1.3.0", Map.of("Fail", "yes")));

        assertThat(nextLine())
                .isEqualTo("ERROR deploy/foo.jar: org.example.foo 1.3.0: its activator failed:"
                        + " java.lang.IllegalStateException: no licence file; mend the plugin;"
                        + " org.example.foo 1.2.0 is live again");
        assertThat(plugins()).containsExactly("org.example.foo 1.2.0 " + Bundle.ACTIVE);
        assertThat(handlers()).isEqualTo(1);

        drop("foo.jar", plugin("1.4.0"));
        assertThat(nextLine()).contains("org.example.foo 1.4.0 is live in place of 1.2.0");
    }

    @Test
    void a_half_written_jar_is_waited_for() throws Exception {
        startDeployer();
        byte[] jar = plugin("1.2.0");
        try (OutputStream out = Files.newOutputStream(base.resolve("deploy/foo.jar"))) {
            out.write(jar, 0, jar.length / 2);
            out.flush();
            // another plugin comes and is live meanwhile: at least two looks have passed over the half
            drop("bar.jar", PluginJar.plugin("org.example.bar", "1.0.0", Map.of()));
            assertThat(nextLine()).contains("org.example.bar 1.0.0 is live");
            out.write(jar, jar.length / 2, jar.length - jar.length / 2);
        }
        assertThat(nextLine()).isEqualTo("INFO deploy/foo.jar: org.example.foo 1.2.0 is live (1 handler)");
    }

    @Test
    void says_why_a_jar_can_not_be_deployed() throws Exception {
        startDeployer();

        drop("a.jar", PluginJar.library());
        assertThat(nextLine())
                .isEqualTo("ERROR deploy/a.jar: is no bundle: its manifest has no Bundle-SymbolicName;"
                        + " build it with bnd-maven-plugin");
        drop("b.jar", PluginJar.plugin("b", "1.0.0", Map.of("Import-Package", "org.grapnel.hook;version=\"[2.0,3)\"")));
        assertThat(nextLine())
                .isEqualTo(
                        "ERROR deploy/b.jar: needs package org.grapnel.hook version [2.0,3.0), this server has 0.1.0;"
                                + " install what is missing, or build it for this server");
        drop("c.jar", PluginJar.plugin("c", "1.0.0", Map.of("Fail", "yes")));
        assertThat(nextLine())
                .isEqualTo("ERROR deploy/c.jar: its activator failed: java.lang.IllegalStateException: no licence file;"
                        + " mend the plugin");
        drop("d.jar", "garbage".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertThat(nextLine())
                .isEqualTo("ERROR deploy/d.jar: is no jar: not a readable zip of 700 bytes; copy it again");
        drop("e.jar", PluginJar.plugin("org.grapnel.deployer", "0.1.0", Map.of()));
        assertThat(nextLine())
                .isEqualTo("ERROR deploy/e.jar: org.grapnel.deployer 0.1.0 is part of the server;"
                        + " remove one, or give it another version");
        assertThat(plugins()).isEmpty();

        drop("a.jar", plugin("1.2.0"));
        assertThat(nextLine()).isEqualTo("INFO deploy/a.jar: org.example.foo 1.2.0 is live (1 handler)");
        drop("f.jar", plugin("1.2.0"));
        assertThat(nextLine())
                .isEqualTo("ERROR deploy/f.jar: org.example.foo 1.2.0 is already deployed from deploy/a.jar;"
                        + " remove one, or give it another version");
        assertThat(lines.arriving).as("a failed jar is tried once").isEmpty();
    }

    @Test
    void plugins_may_need_each_other_in_any_order_of_their_names() throws Exception {
        drop(
                "a.jar",
                PluginJar.plugin(
                        "a",
                        "1.0.0",
                        Map.of(
                                "Import-Package",
                                "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.config,org.example.library")));
        drop("b.jar", PluginJar.plugin("b", "1.0.0", Map.of("Export-Package", "org.example.library")));
        startDeployer();

        assertThat(Stream.of(nextLine(), nextLine()))
                .containsExactly(
                        "INFO deploy/b.jar: b 1.0.0 is live (1 handler)",
                        "INFO deploy/a.jar: a 1.0.0 is live (1 handler)");
    }

    @Test
    void overwriting_the_file_in_place_does_not_touch_the_running_bundle() throws Exception {
        drop("foo.jar", plugin("1.2.0"));
        startDeployer();
        nextLine();

        Files.write(base.resolve("deploy/foo.jar"), new byte[10]);

        assertThat(nextLine())
                .isEqualTo("ERROR deploy/foo.jar: is no jar: not a readable zip of 10 bytes; copy it again;"
                        + " org.example.foo 1.2.0 stays live");
        assertThat(plugins()).containsExactly("org.example.foo 1.2.0 " + Bundle.ACTIVE);
    }
}
