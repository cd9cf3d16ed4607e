package org.grapnel.mta.session;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.grapnel.hook.MailAddress;

/** The grammar of local part and domain (RFC 5321 4.1.2), with UTF-8 where RFC 6531 3.3 allows it. Lengths count octets. */
public final class Mailbox {
    private static final int MAX_LOCAL_PART = 64; // RFC 5321 4.5.3.1.1
    private static final int MAX_DOMAIN = 255; // RFC 5321 4.5.3.1.2

    private static final String UTF8 = "\\x{80}-\\x{10FFFF}";
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~" + UTF8 + "-]+";
    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern QUOTED_STRING =
            Pattern.compile("\"([ !#-\\[\\]-~" + UTF8 + "]|\\\\[ -~])*\""); // quoted-pairSMTP stays ASCII
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final String OTHER_DOTS = "\u3002\uff0e\uff61"; // IDNA would split labels at them

    private Mailbox() {}

    /** What is wrong with an address that did not come by SMTP; empty for a mailbox. */
    public static Optional<String> problem(MailAddress address) {
        try {
            MailAddress ok = of(address.localPart(), address.domain());
            return ok.equals(address) ? Optional.empty() : Optional.of("it is not a mailbox");
        } catch (Path.SyntaxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** True where a mail to or from this address needs SMTPUTF8 (RFC 6531 3.4). */
    public static boolean needsUtf8(MailAddress address) {
        return !isAscii(address.toString());
    }

    static MailAddress of(String localPart, String domain) throws Path.SyntaxException {
        boolean quoted = localPart.startsWith("\"");
        if (octets(localPart) > MAX_LOCAL_PART
                || !printable(localPart)
                || !(quoted ? QUOTED_STRING : DOT_STRING).matcher(localPart).matches()) {
            throw new Path.SyntaxException("the part before the @ is not a local part (RFC 5321 4.1.2)");
        }
        if (domain.startsWith("[") ? !AddressLiteral.isOne(domain) : !isDomain(domain)) {
            throw new Path.SyntaxException("the part after the @ is not a domain or address literal (RFC 5321 4.1.2)");
        }
        return new MailAddress(localPart, domain);
    }

    /** A domain in ASCII, or one whose other labels have an ASCII form (RFC 6531 3.3, RFC 5890 2.3.2). */
    static boolean isDomain(String text) {
        if (octets(text) > MAX_DOMAIN || !printable(text)) {
            return false;
        }
        if (isAscii(text)) {
            return DOMAIN.matcher(text).matches();
        }
        try {
            String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES);
            return text.chars().noneMatch(c -> OTHER_DOTS.indexOf(c) >= 0)
                    && ascii.length() <= MAX_DOMAIN
                    && DOMAIN.matcher(ascii).matches();
        } catch (IllegalArgumentException e) { // a label is too long, or holds what no label may
            return false;
        }
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    static int octets(String text) {
        return text.length() > 3 * MAX_DOMAIN ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** No control character of any kind, no line separator, and nothing that was not UTF-8 on the wire. */
    private static boolean printable(String text) {
        return text.codePoints()
                .noneMatch(c -> c < ' '
                        || (c >= 0x7f && c <= 0x9f)
                        || c == 0x2028
                        || c == 0x2029
                        || c == 0xfffd
                        || Character.getType(c) == Character.SURROGATE);
    }
}
