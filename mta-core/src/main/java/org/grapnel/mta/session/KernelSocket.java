package org.grapnel.mta.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;

/** The listening socket that the kernel accepts from. Its sockets send without Nagle's delay; {@code drain} closes the door and keeps the house. */
final class KernelSocket extends ServerSocket {
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean draining;

    KernelSocket(InetSocketAddress address, int backlog) throws IOException {
        setReuseAddress(true);
        super.bind(address, backlog);
    }

    /** The kernel binds what it was given; this one is bound already, so that a start fails before anything else has begun. */
    @Override
    public void bind(SocketAddress address, int backlog) throws IOException {
        if (!isBound()) {
            super.bind(address, backlog);
        }
    }

    @Override
    public Socket accept() throws IOException {
        try {
            Socket socket = super.accept();
            while (draining) { // it came while the system call was waking up: the next one says that the door is closed
                socket.close();
                socket = super.accept();
            }
            socket.setTcpNoDelay(true);
            return socket;
        } catch (SocketException e) {
            if (draining) {
                awaitRelease();
            }
            throw e;
        }
    }

    /** Accepts no more; the kernel's accept thread waits, so that the sessions that are open go on. */
    void drain() throws IOException {
        draining = true;
        super.close();
    }

    @Override
    public void close() throws IOException {
        super.close();
        released.countDown();
    }

    private void awaitRelease() throws SocketException {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SocketException("the listener was closed");
    }
}
