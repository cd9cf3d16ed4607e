package org.grapnel.mta.connect;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;
import org.jspecify.annotations.Nullable;

/** The bytes of one connection: blocks in, blocks out, every one before a deadline. Owned by one thread at a time. */
final class Wire implements Closeable, Watchdog.Watched {
    private static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Socket raw;
    private final Watchdog watchdog;
    private final Optional<WireObserver> observer;
    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private int timeoutInForce;

    /** Written by the owner, read by the watchdog's timer; relative to the watchdog's clock. */
    private volatile long deadline = NO_DEADLINE;

    private volatile boolean overdue;

    Wire(Socket socket, Watchdog watchdog, Optional<WireObserver> observer) throws IOException {
        this.raw = socket;
        this.socket = socket;
        this.watchdog = watchdog;
        this.observer = observer;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
        watchdog.watch(this);
    }

    /** The point in time after the given nanoseconds. */
    long after(long nanos) {
        long at = watchdog.now() + nanos;
        return at == NO_DEADLINE ? at - 1 : at;
    }

    /** Reads what is there, at least one byte. */
    int read(byte[] into, int offset, int length, long until) throws BrokenConnectionException {
        limitReads(until, socket != raw);
        deadline = until;
        try {
            int count = input.read(into, offset, length);
            if (count < 0) {
                throw new EOFException("closed by the server");
            }
            if (observer.isPresent()) {
                observer.get().read(into, offset, count);
            }
            return count;
        } catch (IOException e) {
            throw broken(e);
        } finally {
            deadline = NO_DEADLINE;
        }
    }

    void write(byte[] from, int offset, int length, long until) throws BrokenConnectionException {
        if (until - watchdog.now() <= 0) {
            throw late(null);
        }
        deadline = until;
        try {
            if (observer.isPresent()) {
                observer.get().written(from, offset, length);
            }
            output.write(from, offset, length);
        } catch (IOException e) {
            throw broken(e);
        } finally {
            deadline = NO_DEADLINE;
        }
    }

    void secure(TlsSettings tls, long until) throws BrokenConnectionException {
        InetAddress peer = raw.getInetAddress();
        String name = tls.serverName().orElseGet(peer::getHostAddress);
        limitReads(until, true);
        deadline = until;
        try {
            SSLSocket secured =
                    (SSLSocket) tls.context().get().getSocketFactory().createSocket(raw, name, raw.getPort(), true);
            SSLParameters parameters = secured.getSSLParameters();
            if (tls.verifyName()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            if (!tls.protocols().isEmpty()) {
                parameters.setProtocols(tls.protocols().toArray(String[]::new));
            }
            if (!tls.ciphers().isEmpty()) {
                parameters.setCipherSuites(tls.ciphers().toArray(String[]::new));
            }
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            socket = secured;
            input = secured.getInputStream();
            output = secured.getOutputStream();
        } catch (IOException e) {
            throw broken(e);
        } catch (IllegalArgumentException e) { // a protocol or cipher that this JVM lacks
            throw new BrokenConnectionException(Kind.TLS, "TLS parameters: " + e.getMessage(), e);
        } finally {
            deadline = NO_DEADLINE;
        }
    }

    Optional<SSLSession> tlsSession() {
        return socket instanceof SSLSocket secured ? Optional.of(secured.getSession()) : Optional.empty();
    }

    Socket socket() {
        return raw;
    }

    /** Runs on the watchdog's timer. */
    @Override
    public void closeIfOverdue(long now) {
        long until = deadline;
        if (until != NO_DEADLINE && until - now < 0) {
            overdue = true;
            closeRaw();
        }
    }

    /** May be called from any thread; what the owner is blocked in fails. */
    void closeRaw() {
        watchdog.forget(this);
        try {
            raw.close();
        } catch (IOException e) {
            // Nobody is left to tell: the descriptor is gone either way and the owner sees its own failure.
        }
    }

    /** Closes in order: close_notify where TLS is on, within the time given. */
    void close(long until) {
        deadline = until;
        try {
            if (socket != raw && !raw.isClosed()) {
                socket.close();
            }
        } catch (IOException e) {
            // The peer is gone before us; closing the raw socket below is all that is left to do.
        } finally {
            deadline = NO_DEADLINE;
            closeRaw();
        }
    }

    @Override
    public void close() {
        closeRaw();
    }

    boolean isClosed() {
        return raw.isClosed();
    }

    /**
     * A read that must not begin too late. Outside TLS the watchdog alone ends one: with a time limit of its own each read is three
     * system calls. A handshake and TLS reads have one, so that they can end in order.
     */
    private void limitReads(long until, boolean tls) throws BrokenConnectionException {
        long left = until - watchdog.now();
        if (left <= 0) {
            throw late(null);
        }
        if (!tls) {
            return;
        }
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1));
        if (millis != timeoutInForce) {
            try {
                raw.setSoTimeout(millis);
                timeoutInForce = millis;
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }

    private BrokenConnectionException broken(IOException e) {
        if (overdue || e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
            return late(e);
        }
        if (e instanceof EOFException) {
            return new BrokenConnectionException(Kind.CLOSED, "connection closed by the server", e);
        }
        if (e instanceof SSLException) {
            return new BrokenConnectionException(
                    Kind.TLS, "TLS: " + CommandText.shown(String.valueOf(e.getMessage())), e);
        }
        return new BrokenConnectionException(Kind.NETWORK, CommandText.shown(String.valueOf(e.getMessage())), e);
    }

    private static BrokenConnectionException late(@Nullable IOException cause) {
        String text = "time limit passed";
        return cause == null
                ? new BrokenConnectionException(Kind.TIMEOUT, text)
                : new BrokenConnectionException(Kind.TIMEOUT, text, cause);
    }
}
