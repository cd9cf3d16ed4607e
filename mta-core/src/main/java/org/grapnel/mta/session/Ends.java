package org.grapnel.mta.session;

import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * The two ends of a connection.
 *
 * @param client who came
 * @param server where it came to
 */
record Ends(InetSocketAddress client, InetSocketAddress server) {
    static Ends of(Socket socket) {
        return new Ends((InetSocketAddress) socket.getRemoteSocketAddress(), (InetSocketAddress)
                socket.getLocalSocketAddress());
    }
}
