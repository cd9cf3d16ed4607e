package org.grapnel.mta.session;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.session.Connection;
import org.grapnel.hook.session.PostEventRead;
import org.grapnel.hook.session.PostEventWrite;
import org.grapnel.hook.session.PreEventClose;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.TlsRole;
import org.grapnel.mta.config.SessionOptions;

/** The socket of a session as tracing and closing see it. Belongs to the session's thread. */
final class InboundConnection implements Connection, Wire.Observer {
    private final SmtpSession session;
    private final SessionServices services;
    private boolean traced;

    InboundConnection(SmtpSession session, SessionServices services) {
        this.session = session;
        this.services = services;
    }

    /** Looks at the bytes of the wire where the client, as it is known by now, shall be traced. */
    void trace(Wire wire) {
        traced = services.settings()
                .get()
                .forListener(SessionOptions.TRACE, session.listener())
                .contains(session.remoteAddress().getAddress());
        wire.observe(this);
    }

    private Hooks hooks() {
        return session.transaction().map(MailTransaction::hooks).orElseGet(() -> services.dispatcher()
                .live());
    }

    @Override
    public void read(byte[] block, int from, int to) {
        if (traced && hooks().anyFor(PostEventRead.POINT)) {
            hooks().call(PostEventRead.POINT, this, Bytes.of(block, from, to));
        }
    }

    @Override
    public boolean seesWrites() {
        return traced && hooks().anyFor(PostEventWrite.POINT);
    }

    @Override
    public void written(byte[] bytes) {
        hooks().call(PostEventWrite.POINT, this, Bytes.of(bytes));
    }

    void closing() {
        hooks().call(PreEventClose.POINT, this);
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public TlsRole role() {
        return TlsRole.SERVER;
    }

    @Override
    public InetSocketAddress localAddress() {
        return session.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return session.remoteAddress();
    }

    @Override
    public Instant opened() {
        return session.started();
    }

    @Override
    public Optional<Session> session() {
        return Optional.of(session);
    }

    @Override
    public boolean traced() {
        return traced;
    }

    @Override
    public String toString() {
        return "connection of " + session;
    }
}
