package org.grapnel.mta.connect;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.grapnel.mta.connect.ConnectFailedException.Kind;

/** Opens the socket of one outbound connection. */
public final class OutboundSocket {
    private OutboundSocket() {}

    /** Called between bind() and connect(); a reason ends the attempt. */
    @FunctionalInterface
    public interface PostBind {
        /** Nothing to say. */
        PostBind NONE = (socket, destination) -> Optional.empty();

        /** The socket may be configured, but not connected or closed. */
        Optional<String> afterBind(Socket socket, InetSocketAddress destination);
    }

    /**
     * Binds and connects.
     *
     * @param destination a resolved address and port
     * @param local the binding's own address; without one the system chooses address and port at connect time, so that
     *     ports are only as scarce as pairs of ends, and {@code postBind} sees an unbound socket
     * @param timeout for connect(), above zero
     */
    public static Socket open(
            InetSocketAddress destination, Optional<InetAddress> local, PostBind postBind, Duration timeout)
            throws ConnectFailedException {
        if (destination.isUnresolved()) {
            throw new IllegalArgumentException(
                    destination.getHostString() + ": give a resolved address, names are the resolver's work");
        }
        Socket socket = new Socket();
        boolean open = false;
        try {
            if (local.isPresent()) {
                bind(socket, local.get());
            }
            Optional<String> objection = postBind.afterBind(socket, destination);
            if (objection.isPresent()) {
                throw new ConnectFailedException(
                        Kind.ABORTED, shown(destination) + ": " + CommandText.shown(objection.get()));
            }
            connect(socket, destination, timeout);
            open = true;
            return socket;
        } finally {
            if (!open) {
                closeQuietly(socket);
            }
        }
    }

    private static void bind(Socket socket, InetAddress local) throws ConnectFailedException {
        try {
            socket.bind(new InetSocketAddress(local, 0));
        } catch (IOException e) {
            throw new ConnectFailedException(
                    Kind.BIND,
                    "bind_address " + local.getHostAddress() + ": " + e.getMessage()
                            + ": give an address of this machine",
                    e);
        }
    }

    private static void connect(Socket socket, InetSocketAddress destination, Duration timeout)
            throws ConnectFailedException {
        try {
            socket.setTcpNoDelay(true); // we write whole groups; Nagle would only delay the last of them
            socket.setKeepAlive(true);
            socket.connect(destination, (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis())));
        } catch (IOException e) {
            throw new ConnectFailedException(classify(e), shown(destination) + ": " + e.getMessage(), e);
        }
    }

    private static Kind classify(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof SocketTimeoutException || text.contains("timed out")) {
            return Kind.CONNECT_TIMEOUT;
        }
        boolean unreachable = e instanceof NoRouteToHostException || text.contains("unreachable");
        return e instanceof ConnectException && !unreachable ? Kind.CONNECT_REFUSED : Kind.NETWORK;
    }

    /** Address and port without a reverse look-up. */
    static String shown(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + " port " + address.getPort();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The attempt has already failed and its exception is on the way; a failed close adds nothing to it.
        }
    }
}
