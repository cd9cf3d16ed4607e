package org.grapnel.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One command over an instance's control socket: a JSON line out, JSON lines back, the last of them with the status. */
final class ControlSocket {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 64 << 20;

    private ControlSocket() {}

    /** @param pathFile the one-line file that says where the socket is (a socket's own path must be short) */
    static Finished run(Path pathFile, String command, Duration limit) throws IOException {
        String request = JSON.createObjectNode()
                .put("line", command)
                .put("json", true)
                .put("width", 120)
                .put("color", false)
                .put("user", "test")
                .toString();
        Path socket = Path.of(Files.readString(pathFile).strip());
        long deadline = System.nanoTime() + limit.toNanos();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer line = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) channel.write(line);
            return read(channel, deadline, limit);
        }
    }

    private static Finished read(SocketChannel channel, long deadline, Duration limit) throws IOException {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer block = ByteBuffer.allocate(64 * 1024);
        long total = 0;
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) throw new IOException("no status within " + limit + ", so far: " + out + err);
                selector.select(left);
                selector.selectedKeys().clear();
                int count = channel.read(block.clear());
                if (count < 0) throw new EOFException("closed without a status, so far: " + out + err);
                total += count;
                if (total > MOST_BYTES) throw new IOException("answer of more than " + MOST_BYTES + " bytes");
                for (int i = 0; i < count; i++) {
                    byte b = block.get(i);
                    if (b != '\n') {
                        line.write(b);
                        continue;
                    }
                    JsonNode part = JSON.readTree(line.toByteArray());
                    line.reset();
                    out.append(part.path("out").asText(""));
                    err.append(part.path("err").asText(""));
                    if (part.has("status"))
                        return new Finished(part.get("status").asInt(), out.toString(), err.toString());
                }
            }
        }
    }
}
