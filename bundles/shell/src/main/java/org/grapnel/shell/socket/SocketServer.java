package org.grapnel.shell.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.grapnel.hook.control.ControlService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the socket of an instance. open and close are called once each. */
final class SocketServer {
    static final int MOST_CONNECTIONS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);

    private final SocketPlace place;
    private final ServerSocketChannel server;
    private final ControlService control;
    private final Duration idle;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong served = new AtomicLong();

    private SocketServer(SocketPlace place, ServerSocketChannel server, ControlService control, Duration idle) {
        this.place = place;
        this.server = server;
        this.control = control;
        this.idle = idle;
    }

    /**
     * Starts to listen.
     *
     * @param idle how long a client may ask for nothing
     */
    static SocketServer open(Path base, ControlService control, Duration idle) throws IOException {
        SocketPlace place = SocketPlace.prepare(base);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bindPrivately(channel, place.socket());
            place.announce();
        } catch (IOException e) {
            channel.close();
            place.remove();
            throw new IOException("control socket " + place.socket() + ": " + e.getMessage(), e);
        }
        SocketServer opened = new SocketServer(place, channel, control, idle);
        Thread acceptor = new Thread(opened::accept, "control-socket");
        acceptor.setDaemon(true);
        acceptor.start();
        return opened;
    }

    /** bind creates the file by the umask; it is closed to others before its path is told, and connect needs write permission (unix(7)). */
    private static void bindPrivately(ServerSocketChannel channel, Path socket) throws IOException {
        channel.bind(UnixDomainSocketAddress.of(socket), MOST_CONNECTIONS);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }

    Path socket() {
        return place.socket();
    }

    /** A failed accept, for want of file descriptors most likely, is tried again a little later. */
    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (ClosedChannelException e) {
                LOG.debug("control socket: closed");
            } catch (IOException e) {
                LOG.error(
                        "control socket {}: a client can't be accepted; the next try is in a second",
                        place.socket(),
                        e);
                LockSupport.parkNanos(1_000_000_000L);
            }
        }
    }

    private void serve(SocketChannel client) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            refuse(client);
            return;
        }
        Connection connection = new Connection(client, control, idle);
        connections.add(connection);
        Thread worker = new Thread(
                () -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(connection);
                    }
                },
                "control-" + served.incrementAndGet());
        worker.setDaemon(true);
        worker.start();
    }

    private static void refuse(SocketChannel client) throws IOException {
        try (client) {
            Replies replies = new Replies(client);
            replies.text("err", MOST_CONNECTIONS + " clients are connected already; close one\n");
            replies.status(1);
        } catch (java.io.UncheckedIOException e) {
            LOG.debug("control socket: a client that was refused has left", e);
        }
    }

    void close() throws IOException {
        server.close();
        connections.forEach(Connection::close);
        place.remove();
    }
}
