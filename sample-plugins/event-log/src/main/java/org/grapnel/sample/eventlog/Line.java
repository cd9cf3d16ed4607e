package org.grapnel.sample.eventlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.BounceClass;
import org.grapnel.hook.log.RemoteReply;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Session;

/**
 * One line in the making: each method adds the fields of one object. What an event does not have is left out; the names of
 * the fields are listed in README.md and stay.
 */
final class Line {
    private static final JsonFactory JSON = new JsonFactory();
    /** What a peer says is cut here, so that a line has a bound. */
    private static final int MAX_TEXT = 2_000;
    /** {@code 550 5.7.1 go away}: the form of {@link Reply#toString()}. */
    private static final Pattern REPLY =
            Pattern.compile("([2-5][0-9]{2}) (?:([245]\\.[0-9]{1,3}\\.[0-9]{1,3}) )?(.*)", Pattern.DOTALL);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator out;

    private Line() throws IOException {
        out = JSON.createGenerator(bytes);
    }

    /** What adds fields to a line. */
    interface Fields {
        void to(Line line) throws IOException;
    }

    /** A whole line, its line feed included, in UTF-8. */
    static byte[] of(Instant time, String event, Fields fields) {
        try {
            Line line = new Line();
            line.out.writeStartObject();
            line.text("time", time.toString());
            line.text("event", event);
            fields.to(line);
            line.out.writeEndObject();
            line.out.writeRaw('\n');
            line.out.close();
            return line.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an event can't be written as JSON", e);
        }
    }

    void text(String name, String value) throws IOException {
        boolean whole = value.length() <= MAX_TEXT;
        out.writeStringField(name, whole ? value : value.substring(0, cut(value)));
    }

    void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        }
    }

    void number(String name, long value) throws IOException {
        out.writeNumberField(name, value);
    }

    void session(Session session) throws IOException {
        text("session", session.id());
        text("listener", session.listener());
        text("client", session.remoteAddress().getAddress().getHostAddress());
        text("ehlo", session.ehloName());
        text("user", session.authenticated());
    }

    void message(Message message, List<Recipient> recipients) throws IOException {
        text("message", message.id());
        text("sender", message.sender().toString());
        out.writeArrayFieldStart("recipients");
        for (Recipient recipient : recipients) {
            out.writeString(recipient.toString());
        }
        out.writeEndArray();
        text("binding", message.binding());
        number("size", message.size());
        number("attempts", message.attempts());
    }

    void domain(Domain domain) throws IOException {
        text("domain", domain.name());
    }

    void end(Message message, Domain domain, RemoteReply end) throws IOException {
        message(message, end.recipients());
        domain(domain);
        if (end.host().isPresent()) {
            text("host", end.host().get().name());
            text("address", end.host().get().address().getAddress().getHostAddress());
        }
        number("code", end.reply().code());
        text("enhanced", end.reply().enhanced().map(Object::toString));
        text("text", end.reply().text());
        if (end.bounceClass().isPresent()) {
            BounceClass bounce = end.bounceClass().get();
            text("bounce_class", bounce.name());
            number("bounce_code", bounce.code());
        }
    }

    /** A reply on one line; where it is none, all of it is the text. */
    void refusal(String reply) throws IOException {
        Matcher matcher = REPLY.matcher(reply);
        if (!matcher.matches()) {
            text("text", reply);
            return;
        }
        number("code", Integer.parseInt(matcher.group(1)));
        text("enhanced", Optional.ofNullable(matcher.group(2)));
        text("text", matcher.group(3));
    }

    private static int cut(String value) {
        return Character.isHighSurrogate(value.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    }
}
