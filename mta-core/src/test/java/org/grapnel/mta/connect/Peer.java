package org.grapnel.mta.connect;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server for one connection that follows a script; what it did not expect fails {@link #verify}. */
final class Peer implements AutoCloseable {
    /** What the server does. */
    interface Script {
        void run(Peer peer) throws Exception;
    }

    private final ServerSocket listener;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Socket socket = new Socket();
    private InputStream input = InputStream.nullInputStream();

    Peer(Script script) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(script), "peer");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void serve(Script script) {
        try (Socket accepted = listener.accept()) {
            accepted.setTcpNoDelay(true);
            accepted.setSoTimeout(20_000);
            use(accepted);
            script.run(this);
            if (!socket.isClosed() && !socket.isOutputShutdown()) {
                int surplus = input.read();
                if (surplus >= 0) {
                    throw new AssertionError("after the script came: " + (char) surplus + line());
                }
            }
            end.complete(null);
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
    }

    private void use(Socket next) throws IOException {
        socket = next;
        input = new BufferedInputStream(next.getInputStream(), 64 * 1024);
    }

    /** Lines, each with CRLF, in one write. */
    void say(String... lines) throws IOException {
        raw(String.join("\r\n", lines) + "\r\n");
    }

    void raw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = input.read();
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = input.read();
        }
        if (b < 0 && line.size() == 0) {
            throw new EOFException("client closed, a line was expected");
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\r")) {
            throw new AssertionError("line without CRLF: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    void expect(String... lines) throws IOException {
        for (String expected : lines) {
            String line = line();
            if (!line.equals(expected)) {
                throw new AssertionError("expected '" + expected + "', got '" + line + "'");
            }
        }
    }

    /** Bytes are waiting: whoever pipelines has sent more than the line read last. */
    boolean moreIsHere() throws IOException {
        return input.available() > 0;
    }

    byte[] octets(int count) throws IOException {
        return input.readNBytes(count);
    }

    /** The body up to the lone dot, unstuffed. */
    byte[] data() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int b = input.read();
            if (b < 0) {
                throw new EOFException("client closed within the data");
            }
            line.write(b);
            if (b != '\n') {
                continue;
            }
            byte[] bytes = line.toByteArray();
            line.reset();
            if (bytes.length == 3 && bytes[0] == '.' && bytes[1] == '\r') {
                return body.toByteArray();
            }
            int skip = bytes[0] == '.' ? 1 : 0;
            body.write(bytes, skip, bytes.length - skip);
        }
    }

    void greetAnd(String... capabilities) throws IOException {
        say("220 peer ready");
        hello("EHLO me.example", capabilities);
    }

    void hello(String command, String... capabilities) throws IOException {
        expect(command);
        List<String> lines = new ArrayList<>();
        lines.add("peer");
        lines.addAll(List.of(capabilities));
        for (int i = 0; i < lines.size(); i++) {
            lines.set(i, "250" + (i < lines.size() - 1 ? "-" : " ") + lines.get(i));
        }
        say(lines.toArray(String[]::new));
    }

    void secure(SSLContext context) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        use(secured);
    }

    /** Hangs up in order. */
    void drop() throws IOException {
        socket.close();
    }

    /** Waits until the client has hung up. */
    void awaitEnd() throws IOException {
        try {
            input.skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException) {
                throw e;
            }
            // an end of the stream or a reset: both are an end
        }
    }

    /** Waits for the end of the script and rethrows what went wrong in it. */
    void verify() {
        try {
            end.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("peer: " + e.getCause(), e.getCause());
        } catch (Exception e) {
            throw new AssertionError("peer's script did not end", e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        socket.close();
    }
}
