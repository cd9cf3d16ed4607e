package org.grapnel.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.SynchronousConfigurationListener;

class FeaturesAreOneUnitIT {
    @TempDir
    private Path base;

    private Server server;
    private SmallRollout rollout;

    @BeforeEach
    void prepare() throws Exception {
        server = new Server(base);
        server.configure(Map.of("ready_time", "500ms"));
        rollout = server.engine();
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void feature(String version, String a, String b, String level) throws Exception {
        server.drop(
                "policy.json",
                """
                { // two plugins and what they need
                  "id": "com.example:policy:%s",
                  "bundles": [ { "id": "com.example:a:%s" }, "com.example:b:%s" ],
                  "configurations": { "com.example.a": { "level:Integer": %s, "words": ["x", "y"] },
                                      "com.example.list~one": { "on": true } }
                }
                """
                        .formatted(version, a, b, level)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void jar(String name, String version, Map<String, String> more) throws Exception {
        server.drop(
                "policy.feature/" + name + "-" + version + ".jar",
                PluginJar.plugin("com.example." + name, version, more));
    }

    private Dictionary<String, Object> configuration(String pid) throws Exception {
        ConfigurationAdmin admin =
                server.context().getService(server.context().getServiceReference(ConfigurationAdmin.class));
        Configuration[] found = admin.listConfigurations("(|(service.pid=" + pid + ")(.for=" + pid + "))");
        return found == null ? null : found[0].getProperties();
    }

    @Test
    void bundles_and_configurations_come_change_and_go_together_or_not_at_all() throws Exception {
        jar("a", "1.0.0", Map.of());
        jar("b", "1.0.0", Map.of());
        feature("1.0.0", "1.0.0", "1.0.0", "3");
        assertThat(server.nextLine()).isEqualTo("INFO deploy/policy.json: policy 1.0.0 is live (2 handlers)");
        assertThat(configuration("com.example.a").get("level")).isEqualTo(3);
        assertThat((String[]) configuration("com.example.a").get("words")).containsExactly("x", "y");
        assertThat(configuration("com.example.list~one").get("on")).isEqualTo(true);

        jar("a", "1.1.0", Map.of());
        jar("b", "1.1.0", Map.of("Fail", "yes"));
        feature("1.1.0", "1.1.0", "1.1.0", "4");
        assertThat(server.nextLine())
                .isEqualTo(
                        "ERROR deploy/policy.json: policy 1.1.0: its activator failed: java.lang.IllegalStateException:"
                                + " no licence file; mend the plugin; policy 1.0.0 stays live");
        assertThat(server.plugins())
                .containsExactly("com.example.a 1.0.0 " + Bundle.ACTIVE, "com.example.b 1.0.0 " + Bundle.ACTIVE);
        assertThat(configuration("com.example.a").get("level")).isEqualTo(3);

        jar("b", "1.1.0", Map.of());
        assertThat(server.nextLine())
                .isEqualTo("INFO deploy/policy.json: policy 1.1.0 is live in place of 1.0.0 (2 handlers)");
        assertThat(server.plugins())
                .containsExactly("com.example.a 1.1.0 " + Bundle.ACTIVE, "com.example.b 1.1.0 " + Bundle.ACTIVE);
        assertThat(configuration("com.example.a").get("level")).isEqualTo(4);

        server.restart();
        server.start();
        assertThat(server.nextLine()).isEqualTo("INFO deploy/policy.json: policy 1.1.0 is live (2 handlers)");
        assertThat(configuration("com.example.a").get("level")).isEqualTo(4);

        Files.delete(base.resolve("deploy/policy.json"));
        assertThat(server.nextLine()).isEqualTo("INFO deploy/policy.json: policy 1.1.0 is gone");
        assertThat(server.plugins()).isEmpty();
        assertThat(configuration("com.example.a")).isNull();
        assertThat(configuration("com.example.list~one")).isNull();
    }

    @Test
    void a_configuration_is_for_its_own_version_alone_until_that_is_in_force() throws Exception {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        SynchronousConfigurationListener listener = event -> seen.add(event.getPid());
        server.context().registerService(SynchronousConfigurationListener.class, listener, null);
        jar("a", "1.0.0", Map.of());
        jar("b", "1.0.0", Map.of());
        feature("1.0.0", "1.0.0", "1.0.0", "3");
        assertThat(server.nextLine()).contains("policy 1.0.0 is live");
        String old = server.pluginBundles().get(0).getLocation();
        seen.clear();
        jar("a", "1.1.0", Map.of());
        jar("b", "1.1.0", Map.of("Not-Ready", "yes"));
        feature("1.1.0", "1.1.0", "1.1.0", "4");
        assertThat(server.nextLine()).contains("policy 1.1.0: is not ready");
        assertThat(seen)
                .isNotEmpty()
                .noneMatch(pid -> pid.equals("com.example.a") || pid.endsWith(old))
                .anyMatch(pid -> pid.startsWith("com.example.a|com.example.a|1.1.0|deploy:policy.json#"));
        assertThat(configurations("(.for=*)"))
                .as("what was given to the one that failed is gone")
                .allMatch(pid -> !pid.contains("1.1.0"));
    }

    private List<String> configurations(String filter) throws Exception {
        ConfigurationAdmin admin =
                server.context().getService(server.context().getServiceReference(ConfigurationAdmin.class));
        return java.util.Arrays.stream(admin.listConfigurations(filter))
                .map(Configuration::getPid)
                .toList();
    }

    @Test
    void its_bundles_switch_in_one_step_and_leave_in_one() throws Exception {
        jar("a", "1.0.0", Map.of());
        jar("b", "1.0.0", Map.of());
        feature("1.0.0", "1.0.0", "1.0.0", "3");
        assertThat(server.nextLine()).contains("policy 1.0.0 is live");
        jar("a", "1.1.0", Map.of());
        jar("b", "1.1.0", Map.of());
        feature("1.1.0", "1.1.0", "1.1.0", "3");
        assertThat(server.nextLine()).contains("policy 1.1.0 is live in place of 1.0.0");
        Files.delete(base.resolve("deploy/policy.json"));
        assertThat(server.nextLine()).contains("policy 1.1.0 is gone");

        List<List<String>> versions = rollout.steps().stream()
                .map(step -> step.stream()
                        .map(each -> each.substring(0, each.indexOf('#')))
                        .toList())
                .distinct()
                .toList();
        assertThat(versions).containsExactly(List.of(), List.of("1.0.0", "1.0.0"), List.of("1.1.0", "1.1.0"));
        assertThat(rollout.steps())
                .last()
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .isEmpty();
    }

    @Test
    void says_what_is_wrong_with_a_feature() throws Exception {
        feature("1.0.0", "1.0.0", "1.0.0", "3");
        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/policy.json: misses policy.feature/a-1.0.0.jar; put it there");
        jar("a", "1.0.0", Map.of());
        jar("b", "1.0.0", Map.of());
        assertThat(server.nextLine()).isEqualTo("INFO deploy/policy.json: policy 1.0.0 is live (2 handlers)");

        feature("1.0.0", "1.0.0", "1.0.0", "\"high\"");
        assertThat(server.nextLine())
                .isEqualTo(
                        "ERROR deploy/policy.json: is no feature: configurations: com.example.a: level: 'high' is no Integer;"
                                + " write one; policy 1.0.0 stays live");
        feature("1.0.0", "../../x", "1.0.0", "3");
        assertThat(server.nextLine()).contains("'com.example:a:../../x' is not group:artifact:version");
    }

    @Test
    void a_configuration_of_the_operator_wins_and_stays() throws Exception {
        ConfigurationAdmin admin =
                server.context().getService(server.context().getServiceReference(ConfigurationAdmin.class));
        admin.getConfiguration("com.example.a", "?")
                .update(org.osgi.framework.FrameworkUtil.asDictionary(
                        Map.of("level", 9, ".source", "etc/com.example.a.json")));
        jar("a", "1.0.0", Map.of());
        jar("b", "1.0.0", Map.of());
        feature("1.0.0", "1.0.0", "1.0.0", "3");
        assertThat(server.nextLine()).contains("com.example.a gives way");
        server.nextLine();
        assertThat(configuration("com.example.a").get("level")).isEqualTo(9);
        Files.delete(base.resolve("deploy/policy.json"));
        assertThat(server.nextLine()).contains("is gone");
        assertThat(configuration("com.example.a").get("level")).isEqualTo(9);
    }
}
