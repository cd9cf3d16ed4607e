package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol specification, 2.1 and 2.2. */
@Timeout(60)
class ReadsProxyHeadersTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String REST = "EHLO next\r\n";

    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
            client = new Socket(loopback, listener.getLocalPort());
            client.setTcpNoDelay(true);
            server = listener.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TCP4 192.0.2.1 198.51.100.2 56324 25,/192.0.2.1:56324,/198.51.100.2:25",
        "TCP4 0.0.0.0 255.255.255.255 0 65535,/0.0.0.0:0,/255.255.255.255:65535",
        "TCP6 2001:db8::1 2001:db8::2 56324 25,/[2001:db8:0:0:0:0:0:1]:56324,/[2001:db8:0:0:0:0:0:2]:25"
    })
    void version_1_names_both_ends(String words, String from, String to) throws IOException {
        send(("PROXY " + words + "\r\n" + REST).getBytes(StandardCharsets.US_ASCII));
        Ends ends = ProxyHeader.read(server, Duration.ofSeconds(20));
        assertThat(ends.client()).hasToString(from);
        assertThat(ends.server()).hasToString(to);
        assertThat(new String(server.getInputStream().readNBytes(REST.length()), StandardCharsets.US_ASCII))
                .isEqualTo(REST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n",
                "PROXY UNKNOWN whatever stands here\r\n"
            })
    void unknown_keeps_the_address_of_the_socket(String line) throws IOException {
        send((line + REST).getBytes(StandardCharsets.US_ASCII));
        assertThat(ProxyHeader.read(server, Duration.ofSeconds(20))).isEqualTo(Ends.of(server));
        assertThat(server.getInputStream().readNBytes(REST.length()))
                .isEqualTo(REST.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.test\r\n",
                "PRO",
                "PROXY\r\n................",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324\r\n",
                "PROXY TCP4  192.0.2.1 198.51.100.2 56324 25\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 25 \r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.2 056324 25\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.2 65536 25\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.2 -1 25\r\n",
                "PROXY TCP4 192.0.2.256 198.51.100.2 1 25\r\n",
                "PROXY TCP4 2001:db8::1 198.51.100.2 1 25\r\n",
                "PROXY TCP6 192.0.2.1 198.51.100.2 1 25\r\n",
                "PROXY TCP4 localhost 198.51.100.2 1 25\r\n",
                "PROXY UDP4 192.0.2.1 198.51.100.2 1 25\r\n",
                "PROXY tcp4 192.0.2.1 198.51.100.2 1 25\r\n",
                "PROXY UNKNOWN xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.2 1 25\n"
            })
    void version_1_is_read_strictly(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        assertThatThrownBy(() -> ProxyHeader.read(server, Duration.ofSeconds(20)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2111 000c c0000201c6336402dc040019,/192.0.2.1:56324,/198.51.100.2:25",
        "2111 0014 c0000201c6336402dc040019 0400050102030405,/192.0.2.1:56324,/198.51.100.2:25",
        "2121 0024 20010db8000000000000000000000001 20010db8000000000000000000000002 dc04 0019,"
                + "/[2001:db8:0:0:0:0:0:1]:56324,/[2001:db8:0:0:0:0:0:2]:25"
    })
    void version_2_names_both_ends_and_its_values_are_skipped(String hex, String from, String to) throws IOException {
        sendInPieces(header(hex));
        Ends ends = ProxyHeader.read(server, Duration.ofSeconds(20));
        assertThat(ends.client()).hasToString(from);
        assertThat(ends.server()).hasToString(to);
    }

    @Test
    void version_2_may_have_a_length_whose_low_byte_looks_negative() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header("2111 0190 c0000201c6336402dc040019"));
        bytes.write(new byte[0x190 - 12]);
        bytes.write(REST.getBytes(StandardCharsets.US_ASCII));
        send(bytes.toByteArray());
        assertThat(ProxyHeader.read(server, Duration.ofSeconds(20)).client()).hasToString("/192.0.2.1:56324");
        assertThat(server.getInputStream().readNBytes(REST.length()))
                .isEqualTo(REST.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000 0000", "2011 000c c0000201c6336402dc040019", "2100 0000", "2100 0003 010203"})
    void local_and_unspecified_keep_the_address_of_the_socket(String hex) throws IOException {
        send(header(hex));
        assertThat(ProxyHeader.read(server, Duration.ofSeconds(20))).isEqualTo(Ends.of(server));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1111 000c c0000201c6336402dc040019",
                "2211 000c c0000201c6336402dc040019",
                "2112 000c c0000201c6336402dc040019",
                "2111 000b c0000201c6336402dc0400",
                "2121 000c c0000201c6336402dc040019",
                "2111 ffff c0000201c6336402dc040019",
                "2111 000c c0000201"
            })
    void version_2_is_read_strictly(String hex) throws IOException {
        send(header(hex));
        client.shutdownOutput();
        assertThatThrownBy(() -> ProxyHeader.read(server, Duration.ofSeconds(20)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void a_header_that_does_not_come_is_not_waited_for_for_long() throws IOException {
        send("PROXY TCP4 192".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> ProxyHeader.read(server, Duration.ofMillis(100)))
                .isInstanceOf(SocketTimeoutException.class);
    }

    private static byte[] header(String hex) {
        return HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", ""));
    }

    private void send(byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
    }

    private void sendInPieces(byte[] bytes) throws IOException {
        for (byte b : bytes) {
            client.getOutputStream().write(b);
        }
    }
}
