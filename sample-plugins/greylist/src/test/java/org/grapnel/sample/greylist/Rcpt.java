package org.grapnel.sample.greylist;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;

/** A greylist under test, its clock, and attempts at it: {@code Verdict.CONTINUE} or a deferral. */
final class Rcpt implements AutoCloseable {
    private final Handset clock = new Handset();
    private final Optional<Path> base;
    Greylist greylist;

    Rcpt(Optional<Path> base, Map<String, Object> keys) {
        this.base = base;
        this.greylist = start(keys);
    }

    Rcpt(Map<String, Object> keys) {
        this(Optional.empty(), keys);
    }

    private Greylist start(Map<String, Object> keys) {
        return new Greylist(clock, base, Fake.config(GreylistConfig.class, keys));
    }

    /** A second instance on the same files, as an upgrade starts it beside the first. */
    Rcpt beside(Map<String, Object> keys) {
        Rcpt other = new Rcpt(base, keys);
        other.clock.now = clock.now;
        return other;
    }

    void restart() {
        greylist.close();
        greylist = start(Map.of());
    }

    Rcpt after(Duration time) {
        clock.now = clock.now.plus(time);
        return this;
    }

    Verdict from(String client, String sender, String recipient) {
        return attempt(client, sender, recipient, Optional.empty());
    }

    Verdict attempt(String client, String sender, String recipient, Optional<String> user) {
        Session session = Fake.of(
                Session.class,
                Map.of("remoteAddress", new InetSocketAddress(address(client), 4711), "authenticated", user));
        Transaction transaction =
                Fake.of(Transaction.class, Map.of("session", session, "sender", MailAddress.of(sender)));
        return greylist.validateRcptto(
                transaction, Recipient.of(recipient), Fake.of(ValidationContext.class, Map.of()));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    @Override
    public void close() {
        greylist.close();
    }

    /** A clock that stands until it is moved. */
    private static final class Handset extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("a test clock has one zone");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
