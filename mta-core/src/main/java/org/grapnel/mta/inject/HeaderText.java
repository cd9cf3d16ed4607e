package org.grapnel.mta.inject;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.field.address.AddressFormatter;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;
import org.apache.james.mime4j.util.MimeUtil;
import org.grapnel.hook.mail.Header;

/** Header fields given as plain text, in the form that they have in a mail: encoded (RFC 2047) and folded (RFC 5322 2.2.3). */
final class HeaderText {
    /** Encoded words may stand in display names alone, never in an address (RFC 2047 5). */
    private static final Set<String> OF_ADDRESSES = Set.of(
            "from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-sender", "resent-to", "resent-cc");

    private HeaderText() {}

    /** @throws IllegalArgumentException with the field's name, when the text can't stand in a mail */
    static Field field(Header header) {
        String name = header.name();
        if (name.isEmpty() || name.length() > 100 || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
            throw new IllegalArgumentException(
                    "a header field's name is 1–100 printable ASCII characters without colon");
        }
        if (header.value().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new IllegalArgumentException("the header field " + name + " holds control characters");
        }
        String value = OF_ADDRESSES.contains(name.toLowerCase(Locale.ROOT))
                ? addresses(name, header.value())
                : EncoderUtil.encodeIfNecessary(header.value(), EncoderUtil.Usage.TEXT_TOKEN, name.length() + 2);
        if (MimeUtil.fold(value, name.length() + 2)
                .lines()
                .anyMatch(line -> line.length() > 900)) { // RFC 5322 2.1.1: 998 with the name
            throw new IllegalArgumentException("the header field " + name + " has a word that is too long for a line");
        }
        return new RawField(name, value); // it is folded when it is written
    }

    private static String addresses(String name, String value) {
        ByteSequence bytes = ContentUtil.encode(StandardCharsets.UTF_8, value);
        AddressList list = LenientAddressParser.DEFAULT.parseAddressList(bytes, new ParserCursor(0, bytes.length()));
        if (list.isEmpty() && !value.isBlank()) {
            throw new IllegalArgumentException("the header field " + name + " holds no address");
        }
        StringBuilder text = new StringBuilder();
        list.forEach(address -> {
            text.append(text.isEmpty() ? "" : ", ");
            AddressFormatter.DEFAULT.encode(text, address);
        });
        return text.toString();
    }
}
