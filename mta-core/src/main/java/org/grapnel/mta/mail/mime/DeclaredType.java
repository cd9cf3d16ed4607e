package org.grapnel.mta.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.Headers;

/**
 * What a Content-Type field says (RFC 2045 5.1).
 *
 * @param type empty where there is no field or it can't be read
 * @param boundary of a multipart (RFC 2046 5.1.1)
 */
record DeclaredType(Optional<ContentType> type, Optional<String> boundary) {
    private static final int MAX_BOUNDARY = 200; // RFC 2046 5.1.1 allows 70; some programs write longer ones

    static DeclaredType of(Headers headers) {
        return headers.first("Content-Type").map(DeclaredType::read).orElseGet(DeclaredType::none);
    }

    private static DeclaredType none() {
        return new DeclaredType(Optional.empty(), Optional.empty());
    }

    private static DeclaredType read(String field) {
        ByteSequence octets = ContentUtil.encode(StandardCharsets.UTF_8, field);
        RawBody body = RawFieldParser.DEFAULT.parseRawBody(octets, new ParserCursor(0, octets.length()));
        try {
            ContentType type = new ContentType(String.valueOf(body.getValue()), parameter(body, "charset"));
            return new DeclaredType(
                    Optional.of(type), parameter(body, "boundary").filter(text -> text.length() <= MAX_BOUNDARY));
        } catch (IllegalArgumentException e) { // not a media type: as good as no field
            return new DeclaredType(Optional.empty(), parameter(body, "boundary"));
        }
    }

    private static Optional<String> parameter(RawBody body, String name) {
        return body.getParams().stream()
                .filter(pair -> name.equals(pair.getName().toLowerCase(Locale.ROOT)))
                .map(NameValuePair::getValue)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst();
    }
}
