package org.grapnel.mta.tls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;

/**
 * An accepted socket as TLS sees it. A record is read in several steps, and a peer may send it byte by byte: here the time set with
 * {@link #setSoTimeout} is for all reads together, up to the next call. Belongs to one thread; {@link #close} may be called from any.
 */
@SuppressWarnings(
        "UnsynchronizedOverridesSynchronized") // one thread's; closing is up to the accepted socket, which is safe
public final class TimedSocket extends Socket {
    private static final int BLOCK = 2048; // a command with its record's header comes in one read

    private final Socket accepted;
    private final InputStream input;
    private int timeout;
    private long deadline;

    public TimedSocket(Socket accepted) throws IOException {
        super((SocketImpl) null);
        this.accepted = accepted;
        this.input = new BufferedInputStream(new Timed(accepted.getInputStream()), BLOCK);
    }

    @Override
    public void setSoTimeout(int millis) {
        timeout = millis;
        deadline = System.nanoTime() + millis * 1_000_000L;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    private void limit() throws IOException {
        long left = timeout == 0 ? 0 : (deadline - System.nanoTime()) / 1_000_000;
        if (timeout != 0 && left <= 0) {
            throw late();
        }
        accepted.setSoTimeout((int) left);
    }

    private static SocketTimeoutException late() {
        return new SocketTimeoutException("the client took too long");
    }

    private final class Timed extends InputStream {
        private final InputStream raw;

        Timed(InputStream raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] block, int from, int length) throws IOException {
            limit();
            int count;
            try {
                count = raw.read(block, from, length);
            } catch (SocketTimeoutException e) {
                throw late();
            }
            if (count < 0 && accepted.isInputShutdown()) { // by this server: TLS must stay fit for a last reply
                throw new InterruptedIOException("woken for the end of the session");
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return raw.available();
        }
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return accepted.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        accepted.close();
    }

    @Override
    public boolean isClosed() {
        return accepted.isClosed();
    }

    @Override
    public boolean isConnected() {
        return accepted.isConnected();
    }

    @Override
    public boolean isBound() {
        return accepted.isBound();
    }

    @Override
    public boolean isInputShutdown() {
        return accepted.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return accepted.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        accepted.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        accepted.shutdownOutput();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        accepted.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return accepted.getTcpNoDelay();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        accepted.setSoLinger(on, seconds);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return accepted.getSoLinger();
    }

    @Override
    public InetAddress getInetAddress() {
        return accepted.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return accepted.getLocalAddress();
    }

    @Override
    public int getPort() {
        return accepted.getPort();
    }

    @Override
    public int getLocalPort() {
        return accepted.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return accepted.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return accepted.getLocalSocketAddress();
    }
}
