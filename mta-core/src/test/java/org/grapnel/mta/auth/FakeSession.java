package org.grapnel.mta.auth;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.TlsState;

/** A session that nothing is known of but its TLS state. */
record FakeSession(Optional<TlsState> tls) implements Session {
    static final FakeSession PLAIN = new FakeSession(Optional.empty());

    @Override
    public String id() {
        return "S";
    }

    @Override
    public String listener() {
        return "smtp";
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public InetSocketAddress peerAddress() {
        return remoteAddress();
    }

    @Override
    public Optional<SessionEnd> end() {
        return Optional.empty();
    }

    @Override
    public InetSocketAddress localAddress() {
        return remoteAddress();
    }

    @Override
    public Instant started() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<String> ehloName() {
        return Optional.empty();
    }

    @Override
    public boolean extended() {
        return true;
    }

    @Override
    public Optional<String> authenticated() {
        return Optional.empty();
    }

    @Override
    public int accepted() {
        return 0;
    }

    @Override
    public <T> Optional<T> attachment(AttachmentKey<T> key) {
        return Optional.empty();
    }

    @Override
    public <T> void attach(AttachmentKey<T> key, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void detach(AttachmentKey<?> key) {
        throw new UnsupportedOperationException();
    }
}
