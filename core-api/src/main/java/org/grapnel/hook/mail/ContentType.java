package org.grapnel.hook.mail;

import java.util.Locale;
import java.util.Optional;

/**
 * A media type and its character set (RFC 2045 5).
 *
 * @param type such as {@code text/html}, in lower case, without parameters
 * @param charset such as {@code utf-8}, in lower case; empty where there is none
 */
public record ContentType(String type, Optional<String> charset) {
    /** What a part without a Content-Type field is (RFC 2045 5.2). */
    public static final ContentType PLAIN_TEXT = new ContentType("text/plain", Optional.of("us-ascii"));

    public ContentType {
        type = type.toLowerCase(Locale.ROOT);
        charset = charset.map(name -> name.toLowerCase(Locale.ROOT));
        int slash = type.indexOf('/');
        if (slash < 1 || slash == type.length() - 1) {
            throw new IllegalArgumentException(type + ": not a media type such as text/plain (RFC 2045 5.1)");
        }
    }

    public static ContentType of(String type) {
        return new ContentType(type, Optional.empty());
    }

    public boolean isMultipart() {
        return type.startsWith("multipart/");
    }
}
