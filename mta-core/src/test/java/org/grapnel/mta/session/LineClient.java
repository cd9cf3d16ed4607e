package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The other side of a session: sends lines, expects replies by their last lines' beginnings. */
final class LineClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedReader replies;

    LineClient(InetSocketAddress address) throws IOException {
        socket.connect(address, 30_000);
        if (socket.getLocalPort()
                == socket.getPort()) { // nobody listens: the system gave us the port that we called, and we met
            // ourselves
            socket.close();
            throw new ConnectException(address + ": connected to itself");
        }
        socket.setSoTimeout(30_000);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a line and checks the reply to it. */
    LineClient say(String line, String begin) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return expect(begin);
    }

    /** Sends a line; the reply to it, which has one line. */
    String answer(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return replies.readLine();
    }

    /** Sends characters as bytes, as they are. */
    LineClient raw(String characters) throws IOException {
        socket.getOutputStream().write(characters.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The server reads the end of the stream, and can still reply. */
    LineClient endSending() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    LineClient expect(String begin) throws IOException {
        assertThat(reply()).startsWith(begin);
        return this;
    }

    /** The last line of the next reply; empty where the server has closed. */
    String reply() throws IOException {
        String line = replies.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
        return line == null ? "" : line;
    }

    /** Sends a line, and waits for nothing. */
    LineClient send(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends a line and returns the lines of the reply. */
    List<String> ask(String line) throws IOException {
        send(line);
        List<String> said = new ArrayList<>();
        do {
            said.add(replies.readLine());
        } while (said.get(said.size() - 1).charAt(3) == '-');
        return said;
    }

    void expectEnd() throws IOException {
        assertThat(replies.readLine()).isNull();
    }

    /** What the server says before it closes, in order or not; one that keeps the connection open fails the test by time-out. */
    List<String> awaitEnd() throws IOException {
        List<String> said = new ArrayList<>();
        try {
            for (String line = replies.readLine(); line != null; line = replies.readLine()) {
                said.add(line);
            }
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
