package org.grapnel.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class DeployedJarsAreLiveIT {
    @TempDir
    private Path base;

    private Server server;

    @BeforeEach
    void prepare() throws Exception {
        server = new Server(base);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void what_is_there_is_live_when_the_deployer_has_started_and_gone_with_its_file() throws Exception {
        server.drop("foo.jar", PluginJar.foo("1.2.0"));
        server.start();

        assertThat(server.handlers()).isEqualTo(1);
        assertThat(server.nextLine()).isEqualTo("INFO deploy/foo.jar: org.example.foo 1.2.0 is live (1 handler)");

        Files.delete(base.resolve("deploy/foo.jar"));
        assertThat(server.nextLine()).isEqualTo("INFO deploy/foo.jar: org.example.foo 1.2.0 is gone");
        assertThat(server.handlers()).isZero();
        assertThat(server.plugins()).isEmpty();
        assertThat(base.resolve("data/deployed/copies/foo.jar")).doesNotExist();
    }

    @Test
    void a_dropped_jar_goes_live_and_a_replaced_one_is_upgraded() throws Exception {
        server.start();
        server.drop("foo.jar", PluginJar.foo("1.2.0"));
        assertThat(server.nextLine()).contains("org.example.foo 1.2.0 is live (1 handler)");

        server.drop("foo.jar", PluginJar.foo("1.3.0"));
        assertThat(server.nextLine())
                .isEqualTo("INFO deploy/foo.jar: org.example.foo 1.3.0 is live in place of 1.2.0 (1 handler)");
        assertThat(server.plugins()).containsExactly("org.example.foo 1.3.0 " + Bundle.ACTIVE);
        assertThat(server.handlers()).isEqualTo(1);
    }

    @Test
    void a_replacement_that_fails_gives_way_to_what_was_live() throws Exception {
        server.drop("foo.jar", PluginJar.foo("1.2.0"));
        server.start();
        server.nextLine();

        server.drop("foo.jar", PluginJar.plugin("org.example.foo", "1.3.0", Map.of("Fail", "yes")));

        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/foo.jar: org.example.foo 1.3.0: its activator failed:"
                        + " java.lang.IllegalStateException: no licence file; mend the plugin;"
                        + " org.example.foo 1.2.0 stays live");
        assertThat(server.plugins()).containsExactly("org.example.foo 1.2.0 " + Bundle.ACTIVE);
        assertThat(server.handlers()).isEqualTo(1);

        server.drop("foo.jar", PluginJar.foo("1.4.0"));
        assertThat(server.nextLine()).contains("org.example.foo 1.4.0 is live in place of 1.2.0");
    }

    @Test
    void a_half_written_jar_is_waited_for() throws Exception {
        server.start();
        byte[] jar = PluginJar.foo("1.2.0");
        try (OutputStream out = Files.newOutputStream(base.resolve("deploy/foo.jar"))) {
            out.write(jar, 0, jar.length / 2);
            out.flush();
            // another plugin comes and is live meanwhile: at least two looks have passed over the half
            server.drop("bar.jar", PluginJar.plugin("org.example.bar", "1.0.0", Map.of()));
            assertThat(server.nextLine()).contains("org.example.bar 1.0.0 is live");
            out.write(jar, jar.length / 2, jar.length - jar.length / 2);
        }
        assertThat(server.nextLine()).isEqualTo("INFO deploy/foo.jar: org.example.foo 1.2.0 is live (1 handler)");
    }

    @Test
    void says_why_a_jar_can_not_be_deployed() throws Exception {
        server.start();

        server.drop("a.jar", PluginJar.library());
        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/a.jar: is no bundle: its manifest has no Bundle-SymbolicName;"
                        + " build it with bnd-maven-plugin");
        server.drop(
                "b.jar",
                PluginJar.plugin("b", "1.0.0", Map.of("Import-Package", "org.grapnel.hook;version=\"[2.0,3)\"")));
        assertThat(server.nextLine())
                .isEqualTo(
                        "ERROR deploy/b.jar: needs package org.grapnel.hook version [2.0,3.0), this server has 0.1.0;"
                                + " install what is missing, or build it for this server");
        server.drop("c.jar", PluginJar.plugin("c", "1.0.0", Map.of("Fail", "yes")));
        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/c.jar: its activator failed: java.lang.IllegalStateException: no licence file;"
                        + " mend the plugin");
        server.drop("d.jar", "garbage".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/d.jar: is no jar: not a readable zip of 700 bytes; copy it again");
        server.drop("e.jar", PluginJar.plugin("org.grapnel.deployer", "0.1.0", Map.of()));
        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/e.jar: org.grapnel.deployer is the name of a bundle of the server;"
                        + " give it another name");
        server.drop(
                "g.jar",
                PluginJar.jar(
                        Map.of("Bundle-SymbolicName", "g", "Fragment-Host", "org.grapnel.deployer;bundle-version=0"),
                        Map.of()));
        assertThat(server.nextLine())
                .isEqualTo(
                        "ERROR deploy/g.jar: g 0.0.0 is a fragment of org.grapnel.deployer, which is part of the"
                                + " server and would be restarted with it; add it to a file in features/, and restart the server");
        server.drop(
                "h.jar",
                PluginJar.jar(
                        Map.of("Bundle-SymbolicName", "h", "Fragment-Host", "system.bundle;extension:=framework"),
                        Map.of()));
        assertThat(server.nextLine()).contains("h 0.0.0 is a fragment of system.bundle, which is part of the server");
        assertThat(server.plugins()).isEmpty();

        server.drop("a.jar", PluginJar.foo("1.2.0"));
        assertThat(server.nextLine()).isEqualTo("INFO deploy/a.jar: org.example.foo 1.2.0 is live (1 handler)");
        server.drop("f.jar", PluginJar.foo("1.2.0"));
        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/f.jar: org.example.foo 1.2.0 is already deployed from deploy/a.jar;"
                        + " remove one, or give it another version");
        assertThat(server.isQuiet()).as("a failed jar is tried once").isTrue();
    }

    @Test
    void plugins_may_need_each_other_in_any_order_of_their_names() throws Exception {
        server.drop(
                "a.jar",
                PluginJar.plugin(
                        "a",
                        "1.0.0",
                        Map.of(
                                "Import-Package",
                                "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.config,org.grapnel.hook.mail,org.example.library")));
        server.drop("b.jar", PluginJar.plugin("b", "1.0.0", Map.of("Export-Package", "org.example.library")));
        server.start();

        assertThat(Stream.of(server.nextLine(), server.nextLine()))
                .containsExactly(
                        "INFO deploy/b.jar: b 1.0.0 is live (1 handler)",
                        "INFO deploy/a.jar: a 1.0.0 is live (1 handler)");
    }

    @Test
    void a_name_that_can_not_be_used_is_told_once() throws Exception {
        server.drop("two\nlines.jar", PluginJar.foo("1.2.0"));
        server.start();
        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/: 'two lines.jar' is no name for a plugin; write NAME.jar, or NAME.json for"
                        + " a feature, without # and \\, of 200 bytes at most");
        server.drop("a plugin of Zoë.jar", PluginJar.foo("1.2.0"));
        assertThat(server.nextLine())
                .isEqualTo("INFO deploy/a plugin of Zoë.jar: org.example.foo 1.2.0 is live (1 handler)");
        assertThat(server.isQuiet()).isTrue();
    }

    @Test
    void a_directory_behind_a_link_is_as_good_as_any() throws Exception {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Files.delete(base.resolve("deploy"));
        Files.createSymbolicLink(base.resolve("deploy"), elsewhere);
        server.start();
        Files.write(elsewhere.resolve("foo.jar"), PluginJar.foo("1.2.0"));
        assertThat(server.nextLine()).contains("org.example.foo 1.2.0 is live");
        Path next = Files.createDirectory(base.resolve("next"));
        Files.write(next.resolve("foo.jar"), PluginJar.foo("1.3.0"));
        Files.createSymbolicLink(base.resolve("half"), next);
        Files.move(
                base.resolve("half"),
                base.resolve("deploy"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(server.nextLine()).contains("org.example.foo 1.3.0 is live");
    }

    @Test
    void a_directory_that_is_missing_at_a_start_is_no_order_to_remove_everything() throws Exception {
        server.drop("foo.jar", PluginJar.foo("1.2.0"));
        server.drop("bar.jar", PluginJar.plugin("org.example.bar", "1.0.0", Map.of()));
        server.start();
        server.nextLine();
        server.nextLine();
        Files.move(base.resolve("deploy"), base.resolve("elsewhere"));
        server.restart();
        server.start();
        assertThat(Stream.of(server.nextLine(), server.nextLine()))
                .containsExactly(
                        "INFO deploy/bar.jar: org.example.bar 1.0.0 is live (1 handler)",
                        "INFO deploy/foo.jar: org.example.foo 1.2.0 is live (1 handler)");
        assertThat(server.nextLine()).contains("deploy: can't be read: ", "; everything stays as it is");
        assertThat(server.handlers()).isEqualTo(2);

        Files.delete(base.resolve("elsewhere/bar.jar"));
        Files.move(base.resolve("elsewhere"), base.resolve("deploy"));
        assertThat(server.nextLine()).isEqualTo("INFO deploy/bar.jar: org.example.bar 1.0.0 is gone");
        assertThat(server.plugins()).containsExactly("org.example.foo 1.2.0 " + Bundle.ACTIVE);
    }

    @Test
    void another_file_of_the_same_plugin_is_pointed_at() throws Exception {
        server.drop("foo-1.2.jar", PluginJar.foo("1.2.0"));
        server.start();
        server.nextLine();
        server.drop("foo-1.3.jar", PluginJar.foo("1.3.0"));
        assertThat(server.nextLine())
                .isEqualTo("INFO deploy/foo-1.3.jar: org.example.foo 1.3.0 is live beside 1.2.0 of deploy/foo-1.2.jar,"
                        + " which you may want to remove (1 handler)");
    }

    @Test
    void overwriting_the_file_in_place_does_not_touch_the_running_bundle() throws Exception {
        server.drop("foo.jar", PluginJar.foo("1.2.0"));
        server.start();
        server.nextLine();

        Files.write(base.resolve("deploy/foo.jar"), new byte[10]);

        assertThat(server.nextLine())
                .isEqualTo("ERROR deploy/foo.jar: is no jar: not a readable zip of 10 bytes; copy it again;"
                        + " org.example.foo 1.2.0 stays live");
        assertThat(server.plugins()).containsExactly("org.example.foo 1.2.0 " + Bundle.ACTIVE);
    }
}
