package org.grapnel.mta.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.TlsState;

/** A session of which nothing is known; tests say what matters to them. */
public interface BareSession extends Session {
    @Override
    default String id() {
        return "in-1";
    }

    @Override
    default String listener() {
        return "smtp";
    }

    @Override
    default InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    }

    @Override
    default InetSocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525);
    }

    @Override
    default InetSocketAddress peerAddress() {
        return remoteAddress();
    }

    @Override
    default Optional<SessionEnd> end() {
        return Optional.empty();
    }

    @Override
    default Instant started() {
        return Instant.EPOCH;
    }

    @Override
    default Optional<String> ehloName() {
        return Optional.empty();
    }

    @Override
    default boolean extended() {
        return true;
    }

    @Override
    default Optional<TlsState> tls() {
        return Optional.empty();
    }

    @Override
    default Optional<String> authenticated() {
        return Optional.empty();
    }

    @Override
    default int accepted() {
        return 0;
    }

    @Override
    default <T> Optional<T> attachment(AttachmentKey<T> key) {
        return Optional.empty();
    }

    @Override
    default <T> void attach(AttachmentKey<T> key, T value) {
        throw new UnsupportedOperationException("nothing can be attached to it");
    }

    @Override
    default void detach(AttachmentKey<?> key) {
        throw new UnsupportedOperationException("nothing can be attached to it");
    }
}
