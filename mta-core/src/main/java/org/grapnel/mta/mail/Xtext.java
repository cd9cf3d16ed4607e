package org.grapnel.mta.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The coding that lets any text stand in an ESMTP parameter (RFC 3461 4). */
public final class Xtext {
    private Xtext() {}

    /** What is not printable ASCII, plus and equals become {@code +XX}, octet by octet of UTF-8. */
    public static String encode(String text) {
        StringBuilder coded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '+' && octet != '=') {
                coded.append((char) octet);
            } else {
                coded.append(String.format("+%02X", octet & 0xff));
            }
        }
        return coded.toString();
    }

    /** The text behind the coding; nothing where it is not xtext. */
    public static Optional<String> decode(String coded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(coded.length());
        for (int i = 0; i < coded.length(); i++) {
            char c = coded.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '=') {
                return Optional.empty();
            }
            if (c != '+') {
                octets.write(c);
                continue;
            }
            int high = i + 2 < coded.length() ? hex(coded.charAt(i + 1)) : -1;
            int low = high < 0 ? -1 : hex(coded.charAt(i + 2));
            if (low < 0) {
                return Optional.empty();
            }
            octets.write(high * 16 + low);
            i += 2;
        }
        return Optional.of(octets.toString(StandardCharsets.UTF_8));
    }

    /** RFC 3461 4: upper-case digits only. */
    private static int hex(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
