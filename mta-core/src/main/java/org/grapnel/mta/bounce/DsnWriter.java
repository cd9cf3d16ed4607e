package org.grapnel.mta.bounce;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.bounce.GenerateRfc3464MessagePreamble;
import org.grapnel.hook.bounce.GenerateSoftBounceMessagePreamble;
import org.grapnel.hook.bounce.NoticeText;
import org.grapnel.hook.bounce.Rfc3464InlineMessageFragment;
import org.grapnel.hook.mail.Message;
import org.grapnel.mta.mail.StatusRequests;
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
    private final DsnAction action;
    private final NoticeWords words;
    private final String hostname;
    private final long mostReturned;
    private final Instant now;

    DsnWriter(Hooks hooks, Message original, DsnAction action, String hostname, long mostReturned, Instant now) {
        this.hooks = hooks;
        this.original = original;
        this.action = action;
        this.words = NoticeWords.of(action);
        this.mostReturned = mostReturned;
        this.hostname = hostname;
        this.now = now;
    }

    /** The whole mail, lines ending with CRLF. */
    byte[] about(List<Report> reports) {
        NoticeDraft draft = new NoticeDraft("");
        draft.headers().append("From", "Mail Delivery System <MAILER-DAEMON@" + hostname + ">");
        draft.headers().append("To", "<" + original.sender() + ">");
        draft.headers().append("Subject", words.subject());
        draft.headers().append("Date", date(now));
        draft.headers().append("Message-ID", messageId());
        draft.headers().append("Auto-Submitted", "auto-replied"); // RFC 3834 5
        boolean complete = hooks.call(GenerateRfc3464MessagePreamble.POINT, original, action, draft)
                .orElse(false);
        NoticeLines text = new NoticeLines();
        if (complete) {
            text.text(draft.text());
        } else {
            draft = softened(draft, text(reports));
            text.text(draft.text());
        }
        STRUCTURE.forEach(draft.headers()::remove); // the structure is the engine's
        NoticeLines status = new NoticeLines();
        status(status, reports);
        return assembled(draft.headers().bytes(), text, status, fragment());
    }

    /** RFC 5322 3.6.4: unique. One attempt may bring several notices at the same time, of one action each. */
    private String messageId() {
        String name = action.name().toLowerCase(Locale.ROOT);
        return "<" + original.id() + "." + name + "." + now.toEpochMilli() + "@" + hostname + ">";
    }

    /** The engine's text behind what a handler wrote; of a notice of delay, handlers may change all of it. */
    private NoticeDraft softened(NoticeDraft draft, String own) {
        NoticeText before = new NoticeText(draft.headers().all(), draft.text() + own);
        NoticeText after = action == DsnAction.DELAYED
                ? hooks.call(GenerateSoftBounceMessagePreamble.POINT, before, original)
                : before;
        NoticeDraft changed = new NoticeDraft(after.text());
        try {
            after.headers().forEach(field -> changed.headers().append(field.name(), field.value()));
            return changed;
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "{}: a handler of {} answered what can't be used: {}",
                    original.id(),
                    GenerateSoftBounceMessagePreamble.POINT,
                    e.getMessage());
            draft.text(before.text());
            return draft;
        }
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
        if (NoticeLines.eightBit(text.bytes()) || NoticeLines.eightBit(fragment.bytes())) {
            mail.line("Content-Transfer-Encoding: 8bit"); // RFC 2045 6.4: as wide as its widest part
        }
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

    private String text(List<Report> reports) {
        StringBuilder text = new StringBuilder(512);
        text.append("This is the mail system at ").append(hostname).append(".\n\n");
        text.append(words.explanation()).append("\n\n");
        for (Report report : reports) {
            text.append("<").append(report.recipient().address()).append(">\n");
            report.host().ifPresent(host -> text.append("    ").append(host).append(" said:\n"));
            text.append("    ").append(report.reply()).append("\n\n");
        }
        return text.toString();
    }

    /** RFC 3464 2.2 and 2.3: fields for the message, then for each recipient. */
    private void status(NoticeLines status, List<Report> reports) {
        status.ascii("Reporting-MTA: dns; " + hostname);
        StatusRequests.envelopeId(original).ifPresent(envelope -> status.ascii("Original-Envelope-Id: " + envelope));
        status.line("Arrival-Date: " + date(original.received()));
        status.line("");
        for (Report report : reports) {
            StatusRequests.originalRecipient(report.recipient())
                    .ifPresent(address -> status.ascii("Original-Recipient: " + address));
            status.ascii("Final-Recipient: " + typed(report.recipient().address()));
            status.line("Action: " + action.field());
            status.line("Status: " + status(report));
            report.host().ifPresent(host -> status.ascii("Remote-MTA: dns; " + host.name()));
            status.ascii("Diagnostic-Code: smtp; " + report.reply());
            status.line("Last-Attempt-Date: " + date(now));
            if (action == DsnAction.DELAYED) {
                status.line("Will-Retry-Until: " + date(original.expiry())); // RFC 3464 2.3.9
            }
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

    /** RFC 3464 2.3.4: the class goes with the action; what was given up after a transient reply keeps its subject. */
    private String status(Report report) {
        return report.reply()
                .enhanced()
                .map(code -> words.statusClass() + "." + code.subject() + "." + code.detail())
                .orElse(words.statusClass() + ".0.0");
    }

    /** Which part of the original goes back, unless a handler writes another part. */
    private NoticeLines fragment() {
        FragmentOutput output = new FragmentOutput();
        if (hooks.call(Rfc3464InlineMessageFragment.POINT, original, action, output)
                .isPresent()) {
            return output.part();
        }
        boolean whole = action == DsnAction.FAILED && StatusRequests.wantsWholeMail(original); // RFC 3461 4.3
        return whole ? Returned.whole(original, mostReturned) : Returned.header(original);
    }

    private static String date(Instant instant) {
        return DATE.format(instant.atZone(ZoneId.systemDefault()));
    }
}
