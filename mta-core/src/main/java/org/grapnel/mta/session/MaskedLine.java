package org.grapnel.mta.session;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.hook.Bytes;

/** Command lines as handlers may see them: without the secrets of AUTH. */
final class MaskedLine {
    /** Loose on purpose: what is a mistyped AUTH to us may hold a real password. */
    private static final Pattern AUTH =
            Pattern.compile("(\\s*AUTH\\S*\\s+\\S*)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final Bytes MASK = Bytes.of("***");

    private MaskedLine() {}

    static Bytes of(byte[] line, Identity identity) {
        String text = new String(line, StandardCharsets.ISO_8859_1); // keeps every byte
        Matcher auth = AUTH.matcher(text);
        if (auth.matches()) {
            return auth.group(2).isBlank()
                    ? Bytes.of(line)
                    : Bytes.of((auth.group(1) + " ***").getBytes(StandardCharsets.ISO_8859_1));
        }
        boolean stray = identity.secretsMayFollow() && Verbs.find(text).isEmpty() && isBase64(text);
        return stray ? MASK : Bytes.of(line);
    }

    /** RFC 4648 4, with all padding. */
    static boolean isBase64(String text) {
        return text.length() % 4 == 0 && BASE64.matcher(text).matches();
    }

    /** True for lines that may be as long as an AUTH exchange allows. */
    static boolean mayBeLong(byte[] line) {
        return new String(line, 0, Math.min(5, line.length), StandardCharsets.ISO_8859_1).equalsIgnoreCase("AUTH ");
    }
}
