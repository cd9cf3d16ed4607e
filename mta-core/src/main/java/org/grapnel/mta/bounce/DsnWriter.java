package org.grapnel.mta.bounce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.grapnel.hook.EnhancedCode;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.bounce.GenerateRfc3464MessagePreamble;
import org.grapnel.hook.bounce.Rfc3464InlineMessageFragment;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Message;

/** Writes a delivery status notification (RFC 3464) as a multipart/report (RFC 6522): for people, for programs, and the header of the original. */
final class DsnWriter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH); // RFC 5322 3.3

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
        NoticeDraft draft = new NoticeDraft(text(failures));
        draft.headers().append("From", "Mail Delivery System <MAILER-DAEMON@" + hostname + ">");
        draft.headers().append("To", "<" + original.sender() + ">");
        draft.headers().append("Subject", "Undelivered Mail Returned to Sender");
        draft.headers().append("Date", date(now));
        draft.headers().append("Message-ID", "<" + original.id() + ".dsn." + now.toEpochMilli() + "@" + hostname + ">");
        draft.headers().append("Auto-Submitted", "auto-replied"); // RFC 3834 5
        hooks.call(GenerateRfc3464MessagePreamble.POINT, original, DsnAction.FAILED, draft);
        String boundary = "=_" + original.id() + "_"
                + Long.toString(now.toEpochMilli(), 36); // no body line begins so: ids are unique
        ByteArrayOutputStream mail = new ByteArrayOutputStream(4096);
        mail.writeBytes(draft.headers().bytes());
        line(mail, "MIME-Version: 1.0");
        line(mail, "Content-Type: multipart/report; report-type=delivery-status;");
        line(mail, "\tboundary=\"" + boundary + "\"");
        line(mail, "");
        line(mail, "--" + boundary);
        line(mail, "Content-Type: text/plain; charset=utf-8");
        line(mail, "Content-Transfer-Encoding: 8bit");
        line(mail, "");
        draft.text().lines().forEach(text -> line(mail, text));
        line(mail, "--" + boundary);
        line(mail, "Content-Type: message/delivery-status");
        line(mail, "");
        status(mail, failures);
        line(mail, "--" + boundary);
        fragment(mail);
        line(mail, "--" + boundary + "--");
        return mail.toByteArray();
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
    private void status(ByteArrayOutputStream mail, List<Failure> failures) {
        line(mail, "Reporting-MTA: dns; " + hostname);
        Optional.ofNullable(original.senderParameters().get("ENVID"))
                .ifPresent(envelope -> line(mail, "Original-Envelope-Id: " + envelope));
        line(mail, "Arrival-Date: " + date(original.received()));
        line(mail, "");
        for (Failure failure : failures) {
            Optional.ofNullable(failure.recipient().parameters().get("ORCPT"))
                    .ifPresent(address -> line(mail, "Original-Recipient: " + address));
            line(mail, "Final-Recipient: rfc822; " + failure.recipient().address());
            line(mail, "Action: " + DsnAction.FAILED.field());
            line(mail, "Status: " + status(failure));
            failure.host().ifPresent(host -> line(mail, "Remote-MTA: dns; " + host.name()));
            line(mail, "Diagnostic-Code: smtp; " + failure.reply());
            line(mail, "Last-Attempt-Date: " + date(now));
            line(mail, "");
        }
    }

    /** RFC 3464 2.3.4: 5.X.X; what was given up after a transient reply keeps its subject. */
    private static String status(Failure failure) {
        return failure.reply().enhanced().map(EnhancedCode::toString).orElse("5.0.0");
    }

    /** Which part of the original goes back: its header, unless a handler writes another part. */
    private void fragment(ByteArrayOutputStream mail) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        if (hooks.call(Rfc3464InlineMessageFragment.POINT, original, DsnAction.FAILED, part)
                .isPresent()) {
            mail.writeBytes(part.toByteArray());
            line(mail, "");
            return;
        }
        line(mail, "Content-Type: text/rfc822-headers"); // RFC 6522 4
        line(mail, "");
        for (Header header : original.content().headers().all()) {
            line(mail, header.name() + ": " + header.value());
        }
        line(mail, "");
    }

    private static String date(Instant instant) {
        return DATE.format(instant.atZone(ZoneId.systemDefault()));
    }

    private static void line(ByteArrayOutputStream mail, String text) {
        mail.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
