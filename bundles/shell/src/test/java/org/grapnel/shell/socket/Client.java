package org.grapnel.shell.socket;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client of the control socket, over a real Unix domain socket. */
final class Client implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    Client(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Null at the end. */
    String readLine() throws IOException {
        return in.readLine();
    }

    /** Sends a request; its replies up to the status or the candidates. */
    List<String> ask(String request) throws IOException {
        send(request + "\n");
        List<String> replies = new ArrayList<>();
        String line = in.readLine();
        while (line != null) {
            replies.add(line);
            if (line.startsWith("{\"status\"") || line.startsWith("{\"candidates\"")) {
                break;
            }
            line = in.readLine();
        }
        return replies;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
