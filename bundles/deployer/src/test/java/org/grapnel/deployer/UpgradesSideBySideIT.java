package org.grapnel.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.grapnel.deployer.plugin.RelayPlugin;
import org.grapnel.hook.control.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

class UpgradesSideBySideIT {
    private static final String NAME = "org.example.foo";

    @TempDir
    private Path base;

    private Server server;
    private SmallRollout engine;

    @BeforeEach
    void prepare() throws Exception {
        server = new Server(base);
        server.configure(Map.of("ready_time", "500ms"));
        engine = server.engine();
        server.drop("foo.jar", PluginJar.foo("1.0.0"));
        server.start();
        assertThat(server.nextLine()).contains("1.0.0 is live (1 handler)");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** From the first step on that has a handler, each has exactly one. */
    private void assertNoGap() {
        List<Set<String>> steps = engine.steps();
        int first = steps.indexOf(
                steps.stream().filter(s -> !s.isEmpty()).findFirst().orElseThrow());
        assertThat(steps.subList(first, steps.size())).isNotEmpty().allSatisfy(step -> assertThat(step)
                .hasSize(1));
    }

    @Test
    void exactly_one_version_is_in_force_at_any_time() throws Exception {
        server.drop("foo.jar", PluginJar.foo("1.1.0"));
        assertThat(server.nextLine())
                .isEqualTo("INFO deploy/foo.jar: org.example.foo 1.1.0 is live in place of 1.0.0 (1 handler)");
        assertNoGap();
        assertThat(server.plugins()).containsExactly("org.example.foo 1.1.0 " + Bundle.ACTIVE);
    }

    @Test
    void the_same_version_with_other_contents_takes_over_too_also_as_a_singleton_that_exports() throws Exception {
        Map<String, String> headers = Map.of(
                "Bundle-SymbolicName", NAME + ";singleton:=true",
                "Export-Package", "org.grapnel.deployer.plugin;version=1.0",
                "Import-Package",
                        "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.config,org.grapnel.hook.mail,"
                                + "org.grapnel.deployer.plugin");
        server.drop("foo.jar", PluginJar.plugin(NAME, "1.0.0", headers));
        assertThat(server.nextLine()).contains("1.0.0 is live in place of 1.0.0");
        long id = server.pluginBundles().get(0).getBundleId();
        server.drop(
                "foo.jar", PluginJar.plugin(NAME, "1.0.0", Map.of("Bundle-SymbolicName", NAME + ";singleton:=true")));
        assertThat(server.nextLine()).contains("1.0.0 is live in place of 1.0.0");
        assertNoGap();
        assertThat(server.pluginBundles()).singleElement().satisfies(b -> assertThat(b.getBundleId())
                .isNotEqualTo(id));
    }

    @Test
    void one_that_fails_is_taken_away_and_the_old_one_stays() throws Exception {
        for (Map.Entry<Map<String, String>, String> each : Map.of(
                        Map.of("Fail", "yes"),
                                "its activator failed: java.lang.IllegalStateException: no licence file; mend the plugin",
                        Map.of("Import-Package", "com.example.missing"),
                                "needs package com.example.missing, this server has none;"
                                        + " install what is missing, or build it for this server",
                        Map.of("Not-Ready", "yes"),
                                "is not ready: its list is still loading after 500 ms; mend the plugin,"
                                        + " or give it more ready_time in etc/org.grapnel.deployer.json, or go without: deploy:upgrade --force deploy/foo.jar",
                        Map.of("No-Relay", "yes"),
                                "has not registered config_get_domain_relay after 500 ms; mend the plugin,"
                                        + " or give it more ready_time in etc/org.grapnel.deployer.json, or go without: deploy:upgrade --force deploy/foo.jar")
                .entrySet()) {
            server.drop("foo.jar", PluginJar.plugin(NAME, "2.0.0", each.getKey()));
            assertThat(server.nextLine())
                    .isEqualTo("ERROR deploy/foo.jar: org.example.foo 2.0.0: " + each.getValue()
                            + "; org.example.foo 1.0.0 stays live");
            assertThat(server.plugins()).containsExactly("org.example.foo 1.0.0 " + Bundle.ACTIVE);
        }
        assertNoGap();
        assertThat(Server.column(server.run("deploy:list"), "state")).containsExactly("outdated");
    }

    @Test
    void one_that_handles_fewer_hooks_is_refused_unless_forced() throws Exception {
        server.drop("bar.jar", PluginJar.component("org.example.bar", "1.0.0", "ConfigGetDomainHostFailureRetry"));
        assertThat(server.nextLine()).contains("org.example.bar 1.0.0 is live");
        server.drop("foo.jar", PluginJar.component(NAME, "2.0.0", "ConfigGetDomainHostFailureRetry"));
        assertThat(server.nextLine())
                .isEqualTo(
                        "ERROR deploy/foo.jar: org.example.foo 2.0.0: 2.0.0 no longer handles config_get_domain_relay,"
                                + " as 1.0.0 does; to do it all the same: deploy:upgrade --force deploy/foo.jar; org.example.foo 1.0.0 stays live");

        assertThat(server.run("deploy:upgrade", "--force", "deploy/foo.jar").toString())
                .contains("2.0.0 is live in place of 1.0.0");
        assertThat(server.plugins()).contains("org.example.foo 2.0.0 " + Bundle.ACTIVE);
        assertThat(Server.column(server.run("deploy:list"), "state")).containsExactly("live", "watched");
    }

    @Test
    void an_activator_that_hangs_is_abandoned_and_harms_nobody() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        System.getProperties().put(RelayPlugin.LATCH, latch);
        try {
            server.drop("foo.jar", PluginJar.plugin(NAME, "2.0.0", Map.of("Hang", "yes")));
            assertThat(server.nextLine())
                    .isEqualTo(
                            "ERROR deploy/foo.jar: org.example.foo 2.0.0: its activator does not return within 500 ms;"
                                    + " it is abandoned with its thread; mend the plugin, and restart the server when you can;"
                                    + " org.example.foo 1.0.0 stays live");
            server.drop("foo.jar", PluginJar.foo("2.0.0"));
            assertThat(server.nextLine()).contains("2.0.0 is live in place of 1.0.0");
            assertNoGap();
        } finally {
            latch.countDown();
            System.getProperties().remove(RelayPlugin.LATCH);
        }
        assertThat(server.nextLine()).contains("its activator has returned after all; it is gone");
    }

    @Test
    void replaced_ten_times_within_a_second_ends_with_the_last() throws Exception {
        for (int i = 1; i <= 10; i++) {
            server.drop("foo.jar", PluginJar.foo("1.0." + i));
        }
        String line = server.nextLine();
        while (!line.contains("1.0.10 is live")) {
            assertThat(line).contains("is live in place of");
            line = server.nextLine();
        }
        assertThat(server.plugins()).containsExactly("org.example.foo 1.0.10 " + Bundle.ACTIVE);
        assertNoGap();
    }

    @Test
    void a_hundred_upgrades_leave_neither_class_loaders_nor_files_behind() throws Exception {
        Path one = Files.write(base.resolve("one.jar"), PluginJar.foo("1.1.0"));
        Path two = Files.write(base.resolve("two.jar"), PluginJar.foo("1.2.0"));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            upgrade(i % 2 == 0 ? one : two);
            loaders.add(loader());
        }
        upgrade(one);
        assertNoGap();
        assertThat(server.plugins()).containsExactly("org.example.foo 1.1.0 " + Bundle.ACTIVE);
        Server.until(() -> {
            System.gc();
            return loaders.stream().filter(each -> each.get() != null).count() <= 1;
        });
        try (Stream<Path> files = Files.walk(base.resolve("data"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .as("live, previous, state and history")
                    .hasSize(4);
        }
    }

    private void upgrade(Path jar) throws CommandException, InterruptedException {
        server.run("deploy:upgrade", jar.toString());
        assertThat(server.nextLine()).contains("is live in place of");
    }

    private WeakReference<ClassLoader> loader() {
        return new WeakReference<>(
                server.pluginBundles().get(0).adapt(BundleWiring.class).getClassLoader());
    }
}
