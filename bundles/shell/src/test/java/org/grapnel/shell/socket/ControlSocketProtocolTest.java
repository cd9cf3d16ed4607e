package org.grapnel.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlSocketProtocolTest {
    @TempDir
    Path base;

    private final ScriptedControl control = new ScriptedControl();
    private SocketServer server;

    @BeforeEach
    void open() throws IOException {
        server = SocketServer.open(base, control, Duration.ofMinutes(1));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void requests_follow_one_another_on_a_connection() throws IOException {
        try (Client client = new Client(server.socket())) {
            assertThat(client.ask(
                            "{\"line\":\"say grüße\",\"json\":false,\"width\":120,\"color\":true,\"user\":\"root\"}"))
                    .containsExactly("{\"out\":\"grüße\\n\"}", "{\"status\":0}");
            assertThat(client.ask("{\"line\":\"nonsense\"}"))
                    .containsExactly("{\"err\":\"no such command: nonsense\\n\"}", "{\"status\":127}");
            assertThat(client.ask("{\"complete\":\"que\",\"cursor\":3}"))
                    .containsExactly("{\"candidates\":[\"que3\",\"que!\"]}");
        }
    }

    @Test
    void input_reaches_the_control_service() throws IOException {
        try (Client client = new Client(server.socket())) {
            assertThat(client.ask("{\"line\":\"read\",\"input\":\"a\\nb\"}"))
                    .containsExactly("{\"out\":\"<a\\nb>\\n\"}", "{\"status\":0}");
            assertThat(client.ask("{\"line\":\"read\"}")).containsExactly("{\"out\":\"<>\\n\"}", "{\"status\":0}");
            String longest = "\\u0001".repeat(64 * 1024);
            assertThat(client.ask("{\"line\":\"read\",\"input\":\"" + longest + "\"}"))
                    .last()
                    .isEqualTo("{\"status\":0}");
        }
    }

    @Test
    void user_and_format_reach_the_control_service() throws IOException {
        try (Client client = new Client(server.socket())) {
            assertThat(client.ask("{\"line\":\"who\",\"json\":true,\"width\":99,\"color\":true,\"user\":\"ada\"}")
                            .get(0))
                    .isEqualTo("{\"out\":\"Caller[user=ada, face=exec] Format[json=true, width=99, color=true]\"}");
        }
    }

    @Test
    void malformed_requests_get_status_2_and_the_connection_goes_on() throws IOException {
        try (Client client = new Client(server.socket())) {
            for (String bad : List.of(
                    "not json",
                    "[1,2]",
                    "{}",
                    "{\"line\":7}",
                    "{\"line\":\"x\",\"width\":\"wide\"}",
                    "{\"line\":\"x\",\"width\":1e99}",
                    "{\"line\":\"x\",\"json\":1}",
                    "{\"line\":\"x\",\"user\":\"\\u0000\"}",
                    "{\"line\":\"x\",\"line\":\"y\"}",
                    "{\"line\":\"x\"} {\"line\":\"y\"}",
                    "{\"a\":".repeat(500),
                    "{\"line\":\"x\",\"cursor\":" + "9".repeat(1_000) + "}")) {
                List<String> replies = client.ask(bad);
                assertThat(replies).as(bad).hasSize(2);
                assertThat(replies.get(0)).as(bad).startsWith("{\"err\":");
                assertThat(replies.get(1)).as(bad).isEqualTo("{\"status\":2}");
            }
            assertThat(client.ask("{\"line\":\"say on\"}")).containsExactly("{\"out\":\"on\\n\"}", "{\"status\":0}");
        }
    }

    @Test
    void a_request_without_end_is_refused_and_the_connection_closed() throws IOException {
        try (Client client = new Client(server.socket())) {
            client.send("x".repeat(Connection.LONGEST_REQUEST + 1));
            assertThat(client.readLine()).contains("the request is longer than");
            assertThat(client.readLine()).isEqualTo("{\"status\":2}");
            assertThat(client.readLine()).isNull();
        }
    }

    @Test
    void a_client_that_goes_away_interrupts_its_command() throws Exception {
        try (Client client = new Client(server.socket())) {
            client.send("{\"line\":\"wait\"}\n");
            assertThat(control.waiting.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(control.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_33rd_client_is_refused_and_a_place_that_gets_free_is_given_again() throws Exception {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SocketServer.MOST_CONNECTIONS; i++) {
                Client client = new Client(server.socket());
                clients.add(client);
                assertThat(client.ask("{\"line\":\"say hello\"}")).hasSize(2);
            }
            try (Client late = new Client(server.socket())) {
                assertThat(late.readLine()).contains("32 clients are connected already");
                assertThat(late.readLine()).isEqualTo("{\"status\":1}");
            }
            clients.remove(0).close();
            assertThat(answeredAgain()).isTrue();
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    private boolean answeredAgain() throws IOException {
        while (true) { // bounded by the test's time limit
            try (Client next = new Client(server.socket())) {
                next.send("{\"line\":\"say hello\"}\n");
                if ("{\"out\":\"hello\\n\"}".equals(next.readLine())) {
                    return true;
                }
            } catch (IOException refusedBeforeWeSent) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void an_idle_client_is_let_go() throws IOException {
        server.close();
        server = SocketServer.open(base, control, Duration.ofMillis(50));
        try (Client client = new Client(server.socket())) {
            assertThat(client.readLine()).isNull();
        }
    }

    @Test
    void the_socket_is_private_announced_and_removed_at_stop() throws IOException {
        Path note = base.resolve("data/control.path");
        assertThat(Files.readString(note)).isEqualTo(server.socket() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket())))
                .isEqualTo("rw-------");
        server.close();
        assertThat(note).doesNotExist();
        assertThat(server.socket()).doesNotExist();
        server = SocketServer.open(base, control, Duration.ofMinutes(1));
    }

    @Test
    void a_long_base_gets_its_socket_in_a_private_temporary_directory() throws IOException {
        Path deep = Files.createDirectories(base.resolve("d".repeat(100)));
        SocketServer other = SocketServer.open(deep, control, Duration.ofMinutes(1));
        Path directory = other.socket().getParent();
        assertThat(other.socket().toString().length()).isLessThanOrEqualTo(SocketPlace.LONGEST);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(Files.readString(deep.resolve("data/control.path")).strip())
                .isEqualTo(other.socket().toString());
        try (Client client = new Client(other.socket())) {
            assertThat(client.ask("{\"line\":\"say deep\"}")).contains("{\"status\":0}");
        }
        other.close();
        assertThat(directory).doesNotExist();
    }

    @Test
    void a_dead_instances_socket_is_replaced_and_a_living_ones_is_not() throws IOException {
        assertThatThrownBy(() -> SocketServer.open(base, control, Duration.ofMinutes(1)))
                .hasMessageContaining("another instance with this base is running");
        try (Client client = new Client(server.socket())) {
            assertThat(client.ask("{\"line\":\"say alive\"}")).contains("{\"status\":0}");
        }
        Path elsewhere = Files.createDirectories(base.resolve("other/data"));
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(elsewhere.resolve("control.sock")));
        }
        assertThat(elsewhere.resolve("control.sock")).exists();
        SocketServer other = SocketServer.open(base.resolve("other"), control, Duration.ofMinutes(1));
        try (Client client = new Client(other.socket())) {
            assertThat(client.ask("{\"line\":\"say new\"}")).contains("{\"status\":0}");
        }
        other.close();
    }
}
