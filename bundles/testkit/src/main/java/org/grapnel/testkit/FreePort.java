package org.grapnel.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out free ports of the loopback address, each once in the life of this JVM. They lie below the range from which
 * systems take the local ports of outgoing connections, so that a pump's connection can't take one before the server binds it.
 */
public final class FreePort {
    private static final int LOWEST = 12_000;
    private static final int SPAN = 18_000;
    // JVMs that test side by side begin far apart
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 997 % SPAN));

    private FreePort() {}

    public static int next() {
        for (int tries = 0; tries < SPAN; tries++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), SPAN);
            try (ServerSocket probe = new ServerSocket(port, 1, loopback())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // somebody has this one: the next
            }
        }
        throw new AssertionError("no free port on 127.0.0.1 from " + LOWEST + " to " + (LOWEST + SPAN - 1));
    }

    public static InetSocketAddress address() {
        return new InetSocketAddress(loopback(), next());
    }

    /** Always IPv4, whatever the platform prefers: the addresses in the configuration are written so. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
