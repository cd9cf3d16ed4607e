package org.grapnel.mta.deliver;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.TlsRole;
import org.grapnel.hook.session.TlsState;
import org.grapnel.mta.connect.SmtpClient;

/** An open connection as hooks see it. Belongs to its thread. */
final class OpenConnection implements OutboundConnection {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String id = "out-" + NUMBERS.incrementAndGet();
    private final SmtpClient client;
    private final Domain domain;
    private final Binding binding;
    private final Host host;
    private final Instant opened;
    private int deliveries;

    OpenConnection(SmtpClient client, Domain domain, Binding binding, Host host, Instant opened) {
        this.client = client;
        this.domain = domain;
        this.binding = binding;
        this.host = host;
        this.opened = opened;
    }

    SmtpClient client() {
        return client;
    }

    void countDelivery() {
        deliveries++;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public Binding binding() {
        return binding;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public EsmtpKeywords capabilities() {
        return Answers.keywords(client.capabilities());
    }

    @Override
    public Optional<TlsState> tls() {
        return Optional.empty();
    }

    @Override
    public int deliveries() {
        return deliveries;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public TlsRole role() {
        return TlsRole.CLIENT;
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) client.socket().getLocalSocketAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return host.address();
    }

    @Override
    public Instant opened() {
        return opened;
    }

    @Override
    public Optional<Session> session() {
        return Optional.empty();
    }

    @Override
    public boolean traced() {
        return false;
    }

    @Override
    public String toString() {
        return "connection " + id + " to " + host;
    }
}
