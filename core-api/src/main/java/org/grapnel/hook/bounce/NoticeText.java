package org.grapnel.hook.bounce;

import java.util.List;
import java.util.stream.Stream;
import org.grapnel.hook.mail.Header;

/**
 * The header fields and the human-readable part of a notice that a Message is delayed. Immutable: each {@code with…} method
 * gives a changed copy.
 *
 * @param text line feeds separate lines; at most 64 KB are used
 */
public record NoticeText(List<Header> headers, String text) {
    public NoticeText {
        headers = List.copyOf(headers);
    }

    /** With the field in place of all those of its name, or as the last one. */
    public NoticeText withHeader(Header field) {
        return new NoticeText(
                Stream.concat(
                                headers.stream().filter(old -> !old.name().equalsIgnoreCase(field.name())),
                                Stream.of(field))
                        .toList(),
                text);
    }

    public NoticeText withText(String changed) {
        return new NoticeText(headers, changed);
    }
}
