package org.grapnel.mta.bounce;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.bounce.GenerateRfc3464MessagePreamble;
import org.grapnel.hook.bounce.Rfc3464InlineMessageFragment;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a delivery status notification (RFC 3464) as a multipart/report (RFC 6522): for people, for programs, and the header of the original. */
final class DsnWriter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH); // RFC 5322 3.3

    private static final List<String> STRUCTURE = List.of("MIME-Version", "Content-Type", "Content-Transfer-Encoding");
    private static final Logger LOG = LoggerFactory.getLogger(DsnWriter.class);

    private final Hooks hooks;
    private final Message original;
    private final String hostname;
    private final Instant now;

    DsnWriter(Hooks hooks, Message original, String hostname, Instant now) {
        this.hooks = hooks;
        this.original = original;
        this.hostname = hostname;
        this.now = now;
    }

    /** The whole mail, lines ending with CRLF. */
    byte[] failed(List<Failure> failures) {
        NoticeDraft draft = new NoticeDraft("");
        draft.headers().append("From", "Mail Delivery System <MAILER-DAEMON@" + hostname + ">");
        draft.headers().append("To", "<" + original.sender() + ">");
        draft.headers().append("Subject", "Undelivered Mail Returned to Sender");
        draft.headers().append("Date", date(now));
        draft.headers().append("Message-ID", "<" + original.id() + ".dsn." + now.toEpochMilli() + "@" + hostname + ">");
        draft.headers().append("Auto-Submitted", "auto-replied"); // RFC 3834 5
        boolean complete = hooks.call(GenerateRfc3464MessagePreamble.POINT, original, DsnAction.FAILED, draft)
                .orElse(false);
        STRUCTURE.forEach(draft.headers()::remove); // the structure is the engine's

        NoticeLines text = new NoticeLines();
        text.text(draft.text());
        if (!complete) {
            text.text(text(failures));
        }
        NoticeLines status = new NoticeLines();
        status(status, failures);
        return assembled(draft.headers().bytes(), text, status, fragment());
    }

    private byte[] assembled(byte[] headers, NoticeLines text, NoticeLines status, NoticeLines fragment) {
        String boundary = "=_" + original.id() + "_" + Long.toString(now.toEpochMilli(), 36);
        while (text.holds(boundary) || status.holds(boundary) || fragment.holds(boundary)) { // RFC 2046 5.1.1
            boundary += "_";
        }
        NoticeLines mail = new NoticeLines();
        mail.bytes(headers);
        mail.line("MIME-Version: 1.0");
        mail.line("Content-Type: multipart/report; report-type=delivery-status;");
        mail.line("\tboundary=\"" + boundary + "\"");
        mail.line("");
        mail.line("--" + boundary);
        mail.line("Content-Type: text/plain; charset=utf-8");
        mail.line("Content-Transfer-Encoding: 8bit");
        mail.line("");
        mail.bytes(text.bytes());
        mail.line("--" + boundary);
        mail.line("Content-Type: message/delivery-status");
        mail.line("");
        mail.bytes(status.bytes());
        mail.line("--" + boundary);
        mail.bytes(fragment.bytes());
        mail.line("--" + boundary + "--");
        return mail.bytes();
    }

    private String text(List<Failure> failures) {
        StringBuilder text = new StringBuilder(512);
        text.append("This is the mail system at ").append(hostname).append(".\n\n");
        text.append("Your message could not be delivered to the recipients below; it is not tried again.\n\n");
        for (Failure failure : failures) {
            text.append("<").append(failure.recipient().address()).append(">\n");
            failure.host().ifPresent(host -> text.append("    ").append(host).append(" said:\n"));
            text.append("    ").append(failure.reply()).append("\n\n");
        }
        return text.toString();
    }

    /** RFC 3464 2.2 and 2.3: fields for the message, then for each recipient. */
    private void status(NoticeLines status, List<Failure> failures) {
        status.ascii("Reporting-MTA: dns; " + hostname);
        Optional.ofNullable(original.senderParameters().get("ENVID"))
                .ifPresent(envelope -> status.ascii("Original-Envelope-Id: " + envelope));
        status.line("Arrival-Date: " + date(original.received()));
        status.line("");
        for (Failure failure : failures) {
            Optional.ofNullable(failure.recipient().parameters().get("ORCPT"))
                    .ifPresent(address -> status.ascii("Original-Recipient: " + address));
            status.ascii("Final-Recipient: " + typed(failure.recipient().address()));
            status.line("Action: " + DsnAction.FAILED.field());
            status.line("Status: " + status(failure));
            failure.host().ifPresent(host -> status.ascii("Remote-MTA: dns; " + host.name()));
            status.ascii("Diagnostic-Code: smtp; " + failure.reply());
            status.line("Last-Attempt-Date: " + date(now));
            status.line("");
        }
    }

    /** RFC 3464 2.3.2; RFC 6533 3: what is not ASCII stands as {@code \x{HEX}} where the notice itself is ASCII. */
    private static String typed(MailAddress address) {
        String text = address.toString();
        if (text.chars().allMatch(c -> c < 0x80)) {
            return "rfc822; " + text;
        }
        StringBuilder encoded = new StringBuilder("utf-8; ");
        text.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && c != '\\' && c != '+' && c != '=') {
                encoded.append((char) c);
            } else {
                encoded.append(String.format("\\x{%X}", c));
            }
        });
        return encoded.toString();
    }

    /** RFC 3464 2.3.4: 5.X.X; what was given up after a transient reply keeps its subject. */
    private static String status(Failure failure) {
        return failure.reply()
                .enhanced()
                .map(code -> "5." + code.subject() + "." + code.detail())
                .orElse("5.0.0");
    }

    /** Which part of the original goes back: its header, unless a handler writes another part. */
    private NoticeLines fragment() {
        FragmentOutput output = new FragmentOutput();
        if (hooks.call(Rfc3464InlineMessageFragment.POINT, original, DsnAction.FAILED, output)
                .isPresent()) {
            return output.part();
        }
        NoticeLines part = new NoticeLines();
        part.line("Content-Type: text/rfc822-headers"); // RFC 6522 4
        part.line("");
        try {
            for (Header header : original.content().headers().all()) {
                if (!header.name().isEmpty()) {
                    part.field(header.name(), header.value());
                }
            }
        } catch (UncheckedIOException e) { // the failure must become known though the spool can't be read
            LOG.error("{}: the notice of failure goes without its header: {}", original.id(), e.getMessage());
        }
        part.line("");
        return part;
    }

    private static String date(Instant instant) {
        return DATE.format(instant.atZone(ZoneId.systemDefault()));
    }
}
