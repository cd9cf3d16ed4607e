package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.mta.connect.ConnectFailedException.Kind;
import org.grapnel.mta.connect.OutboundSocket.PostBind;
import org.junit.jupiter.api.Test;

class OpensSocketsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static InetAddress address(int... bytes) throws Exception {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return InetAddress.getByAddress(raw);
    }

    private static ConnectFailedException failure(
            InetSocketAddress destination, Optional<InetAddress> local, PostBind postBind) {
        return catchThrowableOfType(
                ConnectFailedException.class, () -> OutboundSocket.open(destination, local, postBind, LIMIT));
    }

    @Test
    void binds_then_asks_then_connects() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, address(127, 0, 0, 1))) {
            InetSocketAddress to = new InetSocketAddress(address(127, 0, 0, 1), listener.getLocalPort());
            List<String> seen = new ArrayList<>();
            try (Socket socket = OutboundSocket.open(
                    to,
                    Optional.of(address(127, 0, 0, 9)),
                    (bound, destination) -> {
                        seen.add(bound.getLocalAddress().getHostAddress() + bound.isConnected());
                        return Optional.empty();
                    },
                    LIMIT)) {
                assertThat(seen).containsExactly("127.0.0.9false");
                try (Socket accepted = listener.accept()) {
                    assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("127.0.0.9");
                }
                assertThat(socket.getTcpNoDelay()).isTrue();
            }
            ConnectFailedException aborted = failure(to, Optional.empty(), (s, d) -> Optional.of("not today"));
            assertThat(aborted.kind()).isEqualTo(Kind.ABORTED);
            assertThat(aborted).hasMessageContaining("not today");
        }
    }

    @Test
    void tells_a_bad_local_address_from_a_refusal() throws Exception {
        int free;
        try (ServerSocket listener = new ServerSocket(0, 1, address(127, 0, 0, 1))) {
            free = listener.getLocalPort();
        }
        InetSocketAddress to = new InetSocketAddress(address(127, 0, 0, 1), free);
        assertThat(failure(to, Optional.of(address(192, 0, 2, 1)), PostBind.NONE)
                        .kind())
                .isEqualTo(Kind.BIND);
        ConnectFailedException refused = failure(to, Optional.empty(), PostBind.NONE);
        assertThat(refused.kind()).isEqualTo(Kind.CONNECT_REFUSED);
        assertThat(refused).hasMessageContaining("127.0.0.1 port " + free);
    }

    @Test
    void a_listener_that_never_accepts_is_a_time_out() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, address(127, 0, 0, 1))) {
            InetSocketAddress to = new InetSocketAddress(address(127, 0, 0, 1), full.getLocalPort());
            Optional<ConnectFailedException> failed = Optional.empty();
            for (int i = 0; i < 20 && failed.isEmpty(); i++) { // the backlog holds a few
                try {
                    fillers.add(OutboundSocket.open(to, Optional.empty(), PostBind.NONE, Duration.ofMillis(300)));
                } catch (ConnectFailedException e) {
                    failed = Optional.of(e);
                }
            }
            assertThat(failed).map(ConnectFailedException::kind).contains(Kind.CONNECT_TIMEOUT);
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }
}
