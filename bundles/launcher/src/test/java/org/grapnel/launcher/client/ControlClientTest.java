package org.grapnel.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.instance.Instance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlClientTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instance instance;

    @BeforeEach
    void instance() {
        instance = new Instance(folder);
    }

    @Test
    void exec_prints_what_comes_and_returns_the_status() throws Exception {
        try (ControlServer server = new ControlServer(
                instance,
                r -> List.of(
                        "{\"out\":\"one\\nzwö\"}", "{\"err\":\"bad\\n\",\"new\":{\"x\":[1]}}", "{\"status\":4}"))) {

            int status = exec("queue:list \"a\"", true);

            assertThat(status).isEqualTo(4);
            assertThat(text(out)).isEqualTo("one\nzwö");
            assertThat(text(err)).isEqualTo("bad\n");
            assertThat(server.requests.take())
                    .startsWith("{\"line\":\"queue:list \\\"a\\\"\",\"json\":true,\"width\":")
                    .contains("\"color\":false,\"user\":\"" + System.getProperty("user.name") + "\"}");
        }
    }

    @Test
    void exec_sends_its_input_up_to_64_KB() throws Exception {
        try (ControlServer server = new ControlServer(instance, r -> List.of("{\"status\":0}"))) {
            assertThat(exec("user:set ann", false, "geheim\u00df\n")).isZero();
            assertThat(server.requests.take()).startsWith("{\"line\":\"user:set ann\",\"input\":\"geheim\u00df\\n\",");

            assertThatThrownBy(() -> exec("user:set ann", false, "x".repeat(64 * 1024 + 1)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("standard input has more than 64 KB");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void output_without_a_line_end_gets_one() throws Exception {
        try (ControlServer server = new ControlServer(instance, r -> List.of("{\"out\":\"x\"}", "{\"status\":0}"))) {
            exec("x", false);
            assertThat(text(out)).isEqualTo("x" + System.lineSeparator());
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void no_instance_is_one_line_and_status_3() {
        assertThatThrownBy(() -> exec("x", false))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.status()).isEqualTo(3))
                .hasMessageContaining("no instance runs in " + folder);
    }

    @Test
    void the_socket_of_a_dead_instance_is_status_3_too() throws Exception {
        new ControlServer(instance, r -> List.of()).close();

        assertThatThrownBy(() -> exec("x", false))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.status()).isEqualTo(3))
                .hasMessageContaining("no instance runs in " + folder);
    }

    @Test
    void a_path_file_that_is_no_path_is_status_3_too() throws IOException {
        Files.createDirectories(instance.data());
        Files.writeString(instance.controlPath(), "\0\n");

        assertThatThrownBy(() -> exec("x", false)).isInstanceOfSatisfying(Refused.class, r -> assertThat(r.status())
                .isEqualTo(3));
    }

    @Test
    void an_answer_that_is_no_json_object_ends_the_command_with_status_1() throws Exception {
        for (String answer : List.of("[1]", "hello", "{\"status\":\"x\"}", "{\"out\":")) {
            try (ControlServer server =
                    new ControlServer(new Instance(folder.resolve("i" + answer.hashCode())), r -> List.of(answer))) {
                instance = new Instance(folder.resolve("i" + answer.hashCode()));
                assertThatThrownBy(() -> exec("x", false))
                        .as(answer)
                        .isInstanceOfSatisfying(
                                Refused.class, r -> assertThat(r.status()).isEqualTo(1))
                        .hasMessageNotContaining("\n");
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void an_endless_line_is_not_read_to_its_end() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> new AnswerReader(endless).line()).hasMessageContaining("more than 4194304 bytes");
    }

    @Test
    void a_shell_on_a_pipe_runs_one_command_a_line_and_remembers_the_failure() throws Exception {
        try (ControlServer server = new ControlServer(
                instance,
                r -> List.of("{\"out\":\"ok\\n\"}", r.contains("bad") ? "{\"status\":7}" : "{\"status\":0}"))) {

            int status = shell("# a comment\n\nfirst\n  bad one\nlast\nexit\nnot this\n");

            assertThat(status).isEqualTo(7);
            assertThat(text(out)).isEqualTo("ok\nok\nok\n");
            assertThat(server.requests).hasSize(3).first().asString().contains("\"line\":\"first\"");
        }
    }

    @Test
    void a_shell_notices_that_the_instance_has_gone() throws Exception {
        try (ControlServer server = new ControlServer(instance, r -> List.of(ControlServer.HANG_UP))) {
            assertThatThrownBy(() -> shell("x\n"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("closed the connection");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void completion_asks_the_instance() throws Exception {
        try (ControlServer server =
                        new ControlServer(instance, r -> List.of("{\"candidates\":[\"queue:list\",\"queue:show\"]}"));
                ControlClient client = ControlClient.connect(instance)) {

            assertThat(client.complete("que", 3)).containsExactly("queue:list", "queue:show");
            assertThat(server.requests.take()).isEqualTo("{\"complete\":\"que\",\"cursor\":3}");
        }
    }

    private int exec(String command, boolean json) throws Refused {
        return exec(command, json, "");
    }

    private int exec(String command, boolean json, String input) throws Refused {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new ExecCommand(instance, stream(out), stream(err)).execute(command, json, in);
    }

    private int shell(String input) throws Refused {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return Shell.of(instance, false, in, stream(out), stream(err)).execute();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
