package org.grapnel.mta.reception;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.GetProtocolStringForTraceHeaders;
import org.grapnel.hook.reception.GetReceivedHeaderText;
import org.grapnel.hook.session.Protocol;
import org.grapnel.hook.session.Session;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.mail.Draft;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the Received field (RFC 5321 4.4). */
final class Trace {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH); // RFC 5322 3.3

    private static final Logger LOG = LoggerFactory.getLogger(Trace.class);

    /** Immutable and replaced as a whole, by whichever session comes first. */
    private static volatile Second latest = new Second(Long.MIN_VALUE, "");

    private final ReceptionServices services;

    Trace(ReceptionServices services) {
        this.services = services;
    }

    Optional<Outcome> stamp(Parcel parcel) {
        Submission source = parcel.source();
        for (Draft draft : parcel.drafts()) {
            Optional<String> given = parcel.hooks()
                    .call(GetReceivedHeaderText.POINT, draft, source.transaction(), source.session(), source.context());
            if (given.isEmpty() || !stamped(draft, given.get(), GetReceivedHeaderText.POINT)) {
                stampOwn(parcel, draft);
            }
        }
        return Optional.empty();
    }

    private void stampOwn(Parcel parcel, Draft draft) {
        Submission source = parcel.source();
        Optional<String> given =
                parcel.hooks().call(GetProtocolStringForTraceHeaders.POINT, source.session(), source.context(), draft);
        if (given.isEmpty()
                || !stamped(draft, text(source, draft, given.get()), GetProtocolStringForTraceHeaders.POINT)) {
            draft.content().headers().prepend("Received", text(source, draft, protocol(source)));
        }
    }

    /** False when what a handler answered can't stand in a header field, which counts as no answer. */
    private static boolean stamped(Draft draft, String text, HookPoint<?, ?> point) {
        try {
            draft.content().headers().prepend("Received", text);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.error("{}: a handler of {} answered what can't be used: {}", draft, point, e.getMessage());
            return false;
        }
    }

    private String text(Submission source, Draft draft, String protocol) {
        List<Recipient> recipients = source.recipients(); // named only when alone: nobody learns of the others
        return source.session().map(Trace::origin).orElse("") + "by " + hostname(source) + " (Grapnel) with "
                + protocol + source.session().map(Trace::tls).orElse("") + " id " + source.id()
                + (recipients.size() == 1 ? "\r\n\tfor <" + recipients.get(0).address() + ">" : "") + "; "
                + date(draft.received());
    }

    private static String origin(Session session) {
        return "from " + session.ehloName().orElse("unknown") + " ("
                + literal(session.remoteAddress().getAddress()) + ")\r\n\t";
    }

    private String hostname(Submission source) {
        return source.session()
                .map(session -> services.settings().get().forListener(ServerOptions.HOSTNAME, session.listener()))
                .orElseGet(() -> services.settings().get().get(ServerOptions.HOSTNAME));
    }

    private static String protocol(Submission source) {
        return source.session().map(session -> protocol(source, session)).orElse("HTTP");
    }

    /** RFC 5321 4.4, RFC 3848 and RFC 6531 4.3: SMTP, ESMTP, UTF8SMTP, LMTP or UTF8LMTP, with S under TLS and A when authenticated. */
    private static String protocol(Submission source, Session session) {
        boolean utf8 = source.sender().parameters().containsKey("SMTPUTF8");
        boolean lmtp = session.protocol() == Protocol.LMTP;
        return session.extended()
                ? (utf8 ? "UTF8" : lmtp ? "" : "E")
                        + (lmtp ? "LMTP" : "SMTP")
                        + (session.tls().isPresent() ? "S" : "")
                        + (session.authenticated().isPresent() ? "A" : "")
                : "SMTP";
    }

    /** RFC 5321 4.4: a comment may stand behind the protocol. */
    private static String tls(Session session) {
        return session.tls()
                .map(tls -> " (" + tls.protocol() + " " + tls.cipher() + ")")
                .orElse("");
    }

    private static String literal(InetAddress address) { // RFC 5321 4.1.3
        return address instanceof Inet6Address
                ? "[IPv6:" + address.getHostAddress() + "]"
                : "[" + address.getHostAddress() + "]";
    }

    private record Second(long number, String date) {}

    /** Many mails come within one second, and the date is most of a trace field's work. */
    static String date(Instant instant) {
        Second known = latest;
        if (known.number != instant.getEpochSecond()) {
            known = new Second(instant.getEpochSecond(), DATE.format(instant.atZone(ZoneId.systemDefault())));
            latest = known;
        }
        return known.date;
    }
}
