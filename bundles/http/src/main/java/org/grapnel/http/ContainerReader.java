package org.grapnel.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.stream.RecursionMode;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.reception.ContainerPart;
import org.grapnel.hook.reception.ContainerPart.Kind;
import org.grapnel.hook.reception.SubmittedContainer;

/**
 * Reads a container (RFC 7578): the part {@code message} is its description, {@code text} and {@code html} are the mail's
 * bodies, a part with a file name is an attachment, and any other one is metadata for handlers.
 */
final class ContainerReader {
    private static final int MOST_PARTS = 10_000;
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxHeaderCount(20)
            .setMaxHeaderLen(4096)
            .setMaxLineLen(-1)
            .setStrictParsing(false)
            .build();

    private Optional<Description> description = Optional.empty();
    private final List<ContainerPart> parts = new ArrayList<>();

    private ContainerReader() {}

    /** @throws IOException when the body can't be read to its end */
    static SubmittedContainer read(InputStream body, String contentType) throws IOException, Problem {
        ContainerReader reader = new ContainerReader();
        MimeTokenStream stream = new MimeTokenStream(CONFIG, DecodeMonitor.STRICT, null);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        try {
            stream.parseHeadless(body, contentType);
            reader.readAll(stream);
        } catch (MimeException e) {
            throw new Problem(400, "the parts can't be told apart: " + e.getMessage());
        } catch (IllegalArgumentException e) { // a content type without boundary, or one that can't be read
            throw new Problem(400, String.valueOf(e.getMessage()));
        }
        return reader.container();
    }

    private SubmittedContainer container() throws Problem {
        Description found = description.orElseThrow(() -> new Problem(
                400,
                "the part message is missing: JSON with the envelope, such as {\"from\": \"a@b\", \"to\": [\"c@d\"]}"));
        found.metadata()
                .ifPresent(json -> parts.add(new ContainerPart(
                        "metadata", Kind.METADATA, ContentType.of("application/json"), Bytes.of(json))));
        return new SubmittedContainer(found.sender(), found.recipients(), found.headers(), parts);
    }

    private void readAll(MimeTokenStream stream) throws IOException, MimeException, Problem {
        Map<String, String> disposition = Map.of();
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            if (state == EntityState.T_START_BODYPART) {
                disposition = Map.of();
            } else if (state == EntityState.T_FIELD) {
                Field field = stream.getField();
                if (field.getName().equalsIgnoreCase("Content-Disposition")) {
                    disposition = parameters(field);
                }
            } else if (state == EntityState.T_BODY) {
                take(disposition, stream.getBodyDescriptor(), stream.getDecodedInputStream());
            }
        }
    }

    private void take(Map<String, String> disposition, BodyDescriptor about, InputStream content)
            throws IOException, Problem {
        String name = disposition.getOrDefault("name", "");
        Optional<String> file = Optional.ofNullable(disposition.get("filename"));
        if (name.isEmpty() && file.isEmpty()) {
            throw new Problem(400, "a part has no name in its Content-Disposition (RFC 7578 4.2)");
        }
        byte[] bytes = content.readAllBytes(); // the whole body is bounded
        if (name.equals("message") && file.isEmpty()) {
            if (description.isPresent()) {
                throw new Problem(400, "two parts are named message");
            }
            description = Optional.of(Description.read(bytes));
            return;
        }
        Kind kind = file.isPresent()
                ? Kind.ATTACHMENT
                : switch (name) {
                    case "text" -> Kind.TEXT;
                    case "html" -> Kind.HTML;
                    default -> Kind.METADATA;
                };
        if (parts.size() >= MOST_PARTS) {
            throw new Problem(413, "the request has more than " + MOST_PARTS + " parts");
        }
        parts.add(new ContainerPart(file.orElse(name), kind, type(kind, about), Bytes.of(bytes)));
    }

    /** Bodies are what their names say; a browser or client may call them anything. */
    private static ContentType type(Kind kind, BodyDescriptor about) {
        Optional<String> charset = Optional.ofNullable(about.getCharset());
        return switch (kind) {
            case TEXT -> new ContentType("text/plain", text(charset));
            case HTML -> new ContentType("text/html", text(charset));
            default ->
                new ContentType(about.getMimeType(), charset.filter(c -> about.getMimeType()
                        .startsWith("text/")));
        };
    }

    private static Optional<String> text(Optional<String> charset) {
        return Optional.of(
                charset.filter(name -> !name.equalsIgnoreCase("us-ascii")).orElse("utf-8")); // RFC 7578 5.1.2
    }

    private static Map<String, String> parameters(Field field) {
        RawBody body = RawFieldParser.DEFAULT.parseRawBody(new RawField(field.getName(), field.getBody()));
        Map<String, String> parameters = new java.util.HashMap<>();
        for (NameValuePair pair : body.getParams()) {
            if (pair.getValue() != null) {
                parameters.putIfAbsent(pair.getName().toLowerCase(Locale.ROOT), pair.getValue());
            }
        }
        return parameters;
    }
}
