package org.grapnel.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The commands in a real framework, on bundles made here. */
class FrameworkCommandsTest {
    @TempDir
    Path dir;

    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        dir.resolve("cache").toString(),
                        "grapnel.home",
                        dir.resolve("home").toString(),
                        "felix.log.level",
                        "0",
                        "felix.service.urlhandlers",
                        "false"));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }

    private Path jar(Path path, String name, String version, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        attributes.putValue(Constants.BUNDLE_VERSION, version);
        headers.forEach(attributes::putValue);
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.flush();
        }
        return path;
    }

    private Answer run(String name, String... words) throws CommandException {
        BundleContext context = framework.getBundleContext();
        FrameworkCommand command = Stream.of(
                        new BundleViews(context).commands(),
                        new BundleChanges(context).commands(),
                        new SystemCommands(context).commands())
                .flatMap(List::stream)
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        return command.run(command.syntax().parse(List.of(words)), new Nobody());
    }

    /** A caller without a pipe. */
    private record Nobody() implements CommandInput {
        @Override
        public Caller caller() {
            return new Caller("ada", "exec");
        }

        @Override
        public String text() {
            return "";
        }
    }

    private static String word(Object cell) {
        return cell instanceof Answer.Mark mark ? mark.word() : String.valueOf(cell);
    }

    @Test
    void a_bundle_is_installed_started_stopped_updated_and_uninstalled() throws Exception {
        Path one = jar(dir.resolve("a.jar"), "com.example.plugin", "1.0.0", Map.of());
        assertThat(run("bundle:install", "-s", one.toString()))
                .isEqualTo(Answer.done("installed and started com.example.plugin 1.0.0 (1)"));
        Bundle bundle = framework.getBundleContext().getBundle(1);
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        run("bundle:stop", "plugin");
        assertThat(bundle.getState()).isEqualTo(Bundle.RESOLVED);
        Path two = jar(dir.resolve("b.jar"), "com.example.plugin", "2.0.0", Map.of());
        assertThat(run("bundle:update", "1", two.toString()))
                .isEqualTo(Answer.done("updated com.example.plugin 2.0.0 (1) from version 1.0.0"));
        run("bundle:start", "com.example.plugin");
        run("bundle:refresh", "1");
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        run("bundle:uninstall", "1");
        assertThat(bundle.getState()).isEqualTo(Bundle.UNINSTALLED);
    }

    @Test
    void a_bundle_of_the_distribution_is_stopped_by_force_alone() throws Exception {
        Path system = jar(dir.resolve("home/system/a.jar"), "org.example.engine", "1.0.0", Map.of());
        Bundle bundle = framework.getBundleContext().installBundle("reference:" + system.toUri());
        bundle.start();
        assertThatThrownBy(() -> run("bundle:stop", "1"))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "org.example.engine 1.0.0 (1) belongs to the distribution; with --force it is stopped all the same");
        assertThatThrownBy(() -> run("bundle:uninstall", "1")).hasMessageContaining("belongs to the distribution");
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        run("bundle:stop", "--force", "1");
        assertThat(bundle.getState()).isEqualTo(Bundle.RESOLVED);
        assertThatThrownBy(() -> run("bundle:stop", "--force", "0")).hasMessageContaining("use system:shutdown");
    }

    @Test
    void what_is_missing_is_named_with_what_comes_near() throws Exception {
        Path provider =
                jar(dir.resolve("p.jar"), "api", "1.2.0", Map.of("Export-Package", "com.example.api;version=1.2.0"));
        Path user = jar(
                dir.resolve("u.jar"),
                "user",
                "1.0.0",
                Map.of("Import-Package", "com.example.api;version=\"[2.0,3)\",com.example.gone"));
        run("bundle:install", provider.toString());
        run("bundle:install", user.toString());
        assertThatThrownBy(() -> run("bundle:start", "user"))
                .hasMessageStartingWith("can't start user 1.0.0 (2): it lacks package ")
                .hasMessageContaining("there is version 1.2.0, of api 1.2.0 (1)")
                .hasMessageContaining("com.example.gone")
                .hasMessageContaining("no bundle provides it");
        Answer.Table list = (Answer.Table) run("bundle:list", "user");
        assertThat(list.columns()).extracting(Answer.Column::key).contains("reason");
        assertThat(list.rows().get(0))
                .anySatisfy(cell -> assertThat(cell.toString()).contains("com.example.api"));
        Answer.Table findings = (Answer.Table) run("bundle:diag");
        assertThat(findings.rows()).hasSize(3);
        assertThat(findings.rows().get(0))
                .extracting(FrameworkCommandsTest::word)
                .contains("every requirement is met; try bundle:resolve 1");
    }

    @Test
    void a_bundle_is_shown_with_headers_wires_and_services() throws Exception {
        Path provider = jar(
                dir.resolve("p.jar"),
                "api",
                "1.2.0",
                Map.of("Export-Package", "com.example.api;version=1.2.0", "Bundle-Name", "The API"));
        Path user = jar(dir.resolve("u.jar"), "user", "1.0.0", Map.of("Import-Package", "com.example.api"));
        run("bundle:install", "--start", provider.toString());
        run("bundle:install", "--start", user.toString());
        Answer.Details shown = (Answer.Details) run("bundle:show", "user");
        assertThat(((Answer.Table) shown.values().get("imports")).rows())
                .containsExactly(List.of("com.example.api", "1.2.0", "api 1.2.0 (1)"));
        Answer.Details api = (Answer.Details) run("bundle:show", "1");
        assertThat(((Answer.Table) api.values().get("exports")).rows())
                .containsExactly(List.of("com.example.api", "1.2.0", List.of("user")));
        assertThat(((Answer.Details) api.values().get("headers")).values()).containsEntry("Bundle-Name", "The API");
    }

    @Test
    void a_bundle_that_is_not_there_or_not_unique_is_told() throws Exception {
        assertThatThrownBy(() -> run("bundle:show", "99")).hasMessage("no such bundle: 99 – see bundle:list");
        assertThatThrownBy(() -> run("bundle:show", "x")).hasMessage("no such bundle: x – see bundle:list");
        run(
                "bundle:install",
                jar(dir.resolve("1.jar"), "twin", "1.0.0", Map.of()).toString());
        run(
                "bundle:install",
                jar(dir.resolve("2.jar"), "twin", "2.0.0", Map.of()).toString());
        assertThatThrownBy(() -> run("bundle:show", "twin"))
                .hasMessage("there is more than one twin: twin 1.0.0 (1), twin 2.0.0 (2) – use the id");
        assertThat(((Answer.Details) run("bundle:show", "twin/2.0.0")).values()).containsEntry("id", 2L);
        assertThatThrownBy(() -> run("bundle:install", dir.resolve("none.jar").toString()))
                .hasMessageContaining("no such file");
    }

    @Test
    void system_shutdown_stops_the_framework() throws Exception {
        assertThat(run("system:shutdown")).isEqualTo(Answer.done("shutting down"));
        assertThat(framework.waitForStop(20_000).getType()).isEqualTo(org.osgi.framework.FrameworkEvent.STOPPED);
    }

    @Test
    void system_info_and_threads_tell_about_this_process() throws Exception {
        Answer.Details info = (Answer.Details) run("system:info");
        assertThat(info.values())
                .containsEntry("processId", ProcessHandle.current().pid());
        assertThat(info.values()).containsKeys("uptime", "java", "heapUsed", "threads");
        assertThat(((Answer.Table) run("system:threads", "main")).rows()).isNotEmpty();
        assertThat(((Answer.Text) run("system:threads", "--dump")).text())
                .contains("system_info_and_threads_tell_about_this_process");
    }
}
