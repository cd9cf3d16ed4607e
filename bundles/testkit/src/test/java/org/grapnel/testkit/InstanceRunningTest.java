package org.grapnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class InstanceRunningTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    static Path distribution;

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeAll
    static void distribution() throws Exception {
        StandInServer.distribution(distribution);
    }

    private static InstanceSetup setup() {
        return Instance.setup().distribution(distribution).startLimit(LIMIT);
    }

    @Test
    void runs_commands_deploys_restarts_on_the_same_base_and_stops() throws Exception {
        Path plugin = PluginJar.named("p").writeTo(Files.createTempFile("plugin", ".jar"));
        Instance instance = scene.start(setup().set("routes", "*=127.0.0.1:2700")
                .file("etc/extra.json", "{}")
                .plugin(plugin, "first.jar"));

        assertThat(instance.base().toString()).contains(" ");
        assertThat(instance.base().resolve("etc/extra.json")).hasContent("{}");
        assertThat(instance.smtp().getPort()).isNotEqualTo(instance.http().getPort());
        assertThat(instance.awaitLog("started .*routes=\\*=127", LIMIT))
                .contains("smtp.listen=127.0.0.1:" + instance.smtp().getPort());

        Finished exec = instance.exec("queue:list x").expectSuccess();
        assertThat(exec.json().get("command").asText()).isEqualTo("queue:list x");
        assertThat(exec.json().get("json").asBoolean()).isTrue();
        assertThat(instance.exec("fail").status()).isEqualTo(3);

        instance.deploy(plugin, "second.jar");
        Finished control = instance.control("queue:list \"ä\"").expectSuccess();
        assertThat(control.json().get("command").asText()).isEqualTo("queue:list \"ä\"");
        assertThat(control.json().get("deployed").asText()).isEqualTo("first.jar,second.jar");
        assertThat(control.json().get("user").asText()).isEqualTo("test");
        assertThat(control.err()).isEqualTo("a word of warning");
        assertThat(instance.control("fail").status()).isOne();
        assertThatThrownBy(() -> instance.ask("fail")).hasMessageContaining("expected exit status 0");
        instance.undeploy("first.jar");
        assertThat(instance.ask("x").get("deployed").asText()).isEqualTo("second.jar");

        long first = instance.pid();
        assertThat(instance.stop()).isZero();
        assertThat(instance.alive()).isFalse();
        instance.restart();
        assertThat(instance.ask("x").get("pid").asLong())
                .isEqualTo(instance.pid())
                .isNotEqualTo(first);
        instance.kill();
        assertThat(instance.alive()).isFalse();
        assertThat(instance.log().lines()).hasSize(2);
        Files.delete(plugin);
    }

    @Test
    void close_ends_the_process_with_its_children_and_removes_the_base() throws Exception {
        Instance instance = setup().set("child", "yes").start();
        ProcessHandle server = ProcessHandle.of(instance.pid()).orElseThrow();
        ProcessHandle child = server.children().findFirst().orElseThrow();

        instance.close();

        assertThat(server.isAlive()).isFalse();
        Await.until(LIMIT, () -> !child.isAlive(), () -> "the child lives");
        assertThat(instance.base().getParent()).doesNotExist();
    }

    @Test
    void a_stop_that_leaves_a_child_behind_is_a_failure() throws Exception {
        Instance instance = scene.start(setup().set("child", "yes"));

        assertThatThrownBy(instance::stop).hasMessageContaining("processes outlived the orderly stop");
    }

    @Test
    void a_command_that_hangs_fails_in_time_with_the_evidence() throws Exception {
        Instance instance = scene.start(setup().commandLimit(Duration.ofMillis(200)));

        assertThatThrownBy(() -> instance.control("hang"))
                .hasMessageContaining("control command 'hang': no status within")
                .hasMessageContaining("--- log\nstarted");
        assertThatThrownBy(() -> instance.awaitLog("never", Duration.ofMillis(5)))
                .hasMessageContaining("no line of the log matches 'never'");
    }

    @Test
    void a_start_that_fails_tells_status_and_stderr() throws Exception {
        Finished end = setup().set("refuse", "yes").expectStartFailure();
        assertThat(end.status()).isEqualTo(2);
        assertThat(end.err()).contains("etc/grapnel.json: refused");

        AssertionError failure = catchThrowableOfType(
                AssertionError.class, () -> setup().set("refuse", "yes").start());
        assertThat(failure)
                .hasMessageContaining("ended with status 2 before it was ready")
                .hasMessageContaining("etc/grapnel.json: refused");
        Path kept = Path.of(failure.getMessage().replaceAll("(?s).*: base ([^\n]*)\n.*", "$1"));
        assertThat(kept).isDirectory();
        try (var inside = Files.walk(kept.getParent())) {
            inside.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    @Test
    void a_missing_distribution_is_named() {
        assertThatThrownBy(
                        () -> Instance.setup().distribution(Path.of("/nowhere")).start())
                .hasMessageContaining("/nowhere/bin/grapnel is not there: build it");
        assertThatThrownBy(() -> Instance.setup().start())
                .hasMessageContaining("system property grapnel.dist is not set");
    }
}
