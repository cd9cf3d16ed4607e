package org.grapnel.mta.inject;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.BasicBodyFactory;
import org.apache.james.mime4j.message.BodyPartBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.message.MultipartBuilder;
import org.apache.james.mime4j.stream.NameValuePair;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.reception.ContainerPart;
import org.grapnel.hook.reception.ContainerPart.Kind;
import org.grapnel.hook.reception.SubmittedContainer;

/**
 * Makes one mail of a container's parts: text and HTML as alternatives (RFC 2046 5.1.4), attachments behind them (5.1.3). What
 * is not ASCII in the header is encoded (RFC 2047); From, Date and Message-ID are added where they are missing (RFC 6409 8).
 */
final class Composer {
    private final Clock clock;
    private final String hostname;

    Composer(Clock clock, String hostname) {
        this.clock = clock;
        this.hostname = hostname;
    }

    /** A mail of those parts that are mail. */
    void compose(SubmittedContainer container, OutputStream out) throws IOException {
        List<ContainerPart> attachments = of(container, Kind.ATTACHMENT);
        List<ContainerPart> bodies = new ArrayList<>(of(container, Kind.TEXT));
        bodies.addAll(of(container, Kind.HTML)); // the richest comes last
        List<Entity> parts = new ArrayList<>();
        if (!bodies.isEmpty()) {
            parts.add(bodies.size() == 1 ? part(bodies.get(0)) : multipart("alternative", parts(bodies)));
        }
        parts.addAll(parts(attachments));
        write(container, parts.size() == 1 && attachments.isEmpty() ? parts.get(0) : multipart("mixed", parts), out);
    }

    /** A mail of all parts as they stand. */
    void passThrough(SubmittedContainer container, OutputStream out) throws IOException {
        write(container, multipart("mixed", parts(container.parts())), out);
    }

    private void write(SubmittedContainer container, Entity content, OutputStream out) throws IOException {
        Message.Builder message = Message.Builder.of();
        for (Header header : fields(container)) {
            message.addField(HeaderText.field(header));
        }
        if (absent(container, "Date")) { // RFC 5322 3.6.1
            message.setDate(Date.from(clock.instant()), TimeZone.getTimeZone(ZoneId.systemDefault()));
        }
        if (absent(container, "Message-ID")) {
            message.generateMessageId(hostname);
        }
        content.getHeader().forEach(message::addField);
        message.setBody(content.getBody());
        message.addField(HeaderText.field(new Header("MIME-Version", "1.0")));
        new DefaultMessageWriter().writeMessage(message.build(), out);
    }

    /** The fields that the container brings, without those that describe its body. */
    private static List<Header> fields(SubmittedContainer container) {
        List<Header> fields = new ArrayList<>();
        if (absent(container, "From") && !container.sender().address().isNullSender()) {
            fields.add(new Header("From", container.sender().address().toString()));
        }
        container.headers().stream()
                .filter(header -> !header.name().regionMatches(true, 0, "Content-", 0, 8))
                .filter(header -> !header.name().equalsIgnoreCase("MIME-Version"))
                .forEach(fields::add);
        return fields;
    }

    private static boolean absent(SubmittedContainer container, String name) {
        return container.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase(name));
    }

    private static List<ContainerPart> of(SubmittedContainer container, Kind kind) {
        return container.parts().stream().filter(part -> part.kind() == kind).toList();
    }

    private static Entity multipart(String subtype, List<Entity> parts) {
        MultipartBuilder builder = MultipartBuilder.create(subtype);
        parts.forEach(builder::addBodyPart);
        return BodyPartBuilder.create().setBody(builder.build()).build();
    }

    private static List<Entity> parts(List<ContainerPart> parts) throws IOException {
        List<Entity> entities = new ArrayList<>(parts.size());
        for (ContainerPart part : parts) {
            entities.add(part(part));
        }
        return entities;
    }

    private static Entity part(ContainerPart part) throws IOException {
        return part.kind() == Kind.TEXT || part.kind() == Kind.HTML ? text(part) : file(part);
    }

    /** Text goes as UTF-8, with the line ends of a mail (RFC 2046 4.1.1), so that every hop and reader takes it. */
    private static Entity text(ContainerPart part) throws IOException {
        Charset charset = charset(part);
        String text = new String(part.content().copy(), charset).replaceAll("\r\n|\r|\n", "\r\n");
        return BodyPartBuilder.create()
                .setBody(BasicBodyFactory.INSTANCE.textBody(text, StandardCharsets.UTF_8))
                .setContentType(part.type().type(), new NameValuePair("charset", "utf-8"))
                .setContentTransferEncoding("quoted-printable")
                .build();
    }

    private static Charset charset(ContainerPart part) {
        String name = part.type().charset().orElse("utf-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "part " + part.name() + ": the character set " + name + " is not known here", e);
        }
    }

    private static Entity file(ContainerPart part) throws IOException {
        Optional<String> charset = part.type().charset();
        return BodyPartBuilder.create()
                .setBody(BasicBodyFactory.INSTANCE.binaryBody(part.content().copy()))
                .setContentType(
                        part.type().type(),
                        charset.map(name -> new NameValuePair[] {new NameValuePair("charset", name)})
                                .orElseGet(() -> new NameValuePair[0]))
                .setContentTransferEncoding("base64")
                .setContentDisposition("attachment", part.name()) // RFC 2183
                .build();
    }
}
