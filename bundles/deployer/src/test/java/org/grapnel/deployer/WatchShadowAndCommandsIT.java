package org.grapnel.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.grapnel.hook.control.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class WatchShadowAndCommandsIT {
    @TempDir
    private Path base;

    private Server server;
    private SmallRollout engine;

    @BeforeEach
    void prepare() throws Exception {
        server = new Server(base);
        engine = server.engine();
        server.drop("foo.jar", PluginJar.foo("1.0.0"));
        server.start();
        server.nextLine();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Path file(String name, byte[] bytes) throws Exception {
        return Files.write(base.resolve(name), bytes);
    }

    @Test
    void too_many_faults_while_it_is_watched_bring_the_old_version_back_for_good() throws Exception {
        server.drop("foo.jar", PluginJar.foo("1.1.0"));
        assertThat(server.nextLine()).contains("1.1.0 is live in place of 1.0.0");
        engine.faults(server.pluginBundles().get(0), 11);

        String line = "INFO deploy/foo.jar: 1.1.0 was rolled back: 11 faults in 100 calls while it was watched;"
                + " org.example.foo 1.0.0 is live again; replace the file to try anew";
        assertThat(server.nextLine()).isEqualTo(line);
        assertThat(server.plugins()).containsExactly("org.example.foo 1.0.0 " + Bundle.ACTIVE);
        assertThat(Server.column(server.run("deploy:list"), "state")).containsExactly("rolled back");

        server.restart();
        server.start();
        assertThat(server.nextLine())
                .startsWith(
                        "INFO deploy/foo.jar: org.example.foo 1.0.0 is live (1 handler); not what the file holds: 1.1.0 was rolled back");
        assertThat(server.handlers()).isEqualTo(1);
        assertThat(Server.column(server.run("deploy:list"), "state")).containsExactly("rolled back");
        assertThat(Server.column(server.run("deploy:history"), "what"))
                .containsExactly("install", "upgrade", "rollback", "restore");

        server.drop("foo.jar", PluginJar.foo("1.2.0"));
        assertThat(server.nextLine()).contains("1.2.0 is live in place of 1.0.0");
    }

    @Test
    void few_faults_are_borne_and_after_the_watch_it_is_trusted() throws Exception {
        server.configure(Map.of("watch_period", "600ms", "watch_share", "1"));
        server.drop("foo.jar", PluginJar.foo("1.1.0"));
        server.nextLine();
        engine.faults(server.pluginBundles().get(0), 10);
        Server.until(() -> state().equals("live"));
        engine.faults(server.pluginBundles().get(0), 100);
        assertThat(server.plugins()).containsExactly("org.example.foo 1.1.0 " + Bundle.ACTIVE);

        assertThat(server.run("deploy:rollback", "org.example.foo"))
                .isEqualTo(Answer.done("org.example.foo 1.0.0 is live again"));
        assertThatThrownBy(() -> server.run("deploy:rollback", "org.example.foo"))
                .hasMessage("foo.jar: no version before is kept; put one in its place: deploy:upgrade");
    }

    private String state() {
        try {
            return Server.column(server.run("deploy:list"), "state").get(0);
        } catch (org.grapnel.hook.control.CommandException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_shadow_is_compared_without_effect_and_promoted() throws Exception {
        Path jar = file("next.jar", PluginJar.foo("2.0.0"));
        server.run("deploy:shadow", jar.toString());
        assertThat(server.nextLine()).isEqualTo("INFO deploy/foo.jar: org.example.foo 2.0.0 shadows 1.0.0");
        Bundle serving = server.pluginBundles().get(0);
        assertThat(engine.inForce(server.pluginBundles().get(1).getBundleId())).isEmpty();
        engine.shadowOf(serving).compared("config_get_domain_relay", "s1", "true", "true", true);
        for (int i = 0; i < 150; i++) {
            engine.shadowOf(serving).compared("config_get_domain_relay", "s" + i, "true", "x".repeat(999), false);
        }
        Answer.Details diff = (Answer.Details) server.run("deploy:diff", "org.example.foo");
        assertThat(Server.column((Answer) diff.values().get("hooks"), "agreements"))
                .containsExactly("1");
        assertThat(Server.column((Answer) diff.values().get("hooks"), "disagreements"))
                .containsExactly("150");
        assertThat(Server.column((Answer) diff.values().get("disagreements"), "subject"))
                .hasSize(100)
                .endsWith("s149");

        server.run("deploy:promote", "org.example.foo");
        assertThat(server.nextLine()).contains("org.example.foo 2.0.0 is live in place of 1.0.0");
        assertThat(server.plugins()).containsExactly("org.example.foo 2.0.0 " + Bundle.ACTIVE);
        assertThat(base.resolve("deploy/foo.jar")).hasSameBinaryContentAs(jar);

        server.run("deploy:shadow", file("third.jar", PluginJar.foo("3.0.0")).toString());
        server.nextLine();
        server.run("deploy:unshadow", "org.example.foo");
        assertThat(server.nextLine()).contains("3.0.0 no longer shadows");
        assertThat(server.plugins()).containsExactly("org.example.foo 2.0.0 " + Bundle.ACTIVE);
    }

    @Test
    void commands_install_upgrade_and_remove_and_the_directory_follows() throws Exception {
        Path bar = file("bar.jar", PluginJar.component("org.example.bar", "1.0.0", "ConfigGetDomainRelay"));
        server.run("deploy:install", "bar.jar");
        assertThat(server.nextLine()).contains("org.example.bar 1.0.0 is live");
        assertThat(base.resolve("deploy/bar.jar")).hasSameBinaryContentAs(bar);
        assertThatThrownBy(() -> server.run("deploy:install", "bar.jar"))
                .hasMessage("org.example.bar is deployed from deploy/bar.jar; to replace it: deploy:upgrade bar.jar");

        Path next =
                file("bar-2.jar", PluginJar.component("org.example.bar", "2.0.0", "ConfigGetDomainHostFailureRetry"));
        Answer.Details plan = (Answer.Details) server.run("deploy:plan", next.toString());
        assertThat(plan.values())
                .containsEntry("change", "upgrade")
                .containsEntry("to", "2.0.0")
                .containsEntry("file", "bar.jar")
                .containsEntry("hooksGained", java.util.List.of("config_get_domain_host_failure_retry"))
                .containsEntry("resolves", Answer.good("yes"));
        assertThatThrownBy(() -> server.run("deploy:upgrade", "missing.jar"))
                .hasMessageContaining("there is no such file");

        server.run("deploy:remove", "org.example.bar");
        assertThat(server.nextLine()).isEqualTo("INFO deploy/bar.jar: org.example.bar 1.0.0 is gone");
        assertThat(base.resolve("deploy/bar.jar")).doesNotExist();
        assertThat(Server.column(server.run("deploy:history"), "who"))
                .containsExactly("deploy/", "alice (shell)", "alice (shell)");
    }

    @Test
    void a_restart_brings_the_same_versions_before_it_returns() throws Exception {
        server.drop("foo.jar", PluginJar.plugin("org.example.foo", "2.0.0", Map.of("Fail", "yes")));
        assertThat(server.nextLine()).endsWith("org.example.foo 1.0.0 stays live");
        server.restart();
        server.start();
        assertThat(server.plugins()).containsExactly("org.example.foo 1.0.0 " + Bundle.ACTIVE);
        assertThat(server.nextLine())
                .contains("1.0.0 is live (1 handler); not what the file holds: ")
                .contains("no licence file");

        server.restart();
        server.drop("foo.jar", new byte[10]);
        server.start();
        assertThat(server.plugins())
                .as("the file became garbage meanwhile")
                .containsExactly("org.example.foo 1.0.0 " + Bundle.ACTIVE);
    }

    @Test
    void bad_options_are_one_line_and_the_old_ones_stay() throws Exception {
        server.configure(Map.of("watch_period", "soon", "colour", "red"));
        assertThat(server.nextLine())
                .isEqualTo(
                        "ERROR configuration org.grapnel.deployer: watch_period: 'soon' is not a duration such as 5m, at most 720h"
                                + " | colour: there is no such option; the deployer's options stay as they were");
    }
}
