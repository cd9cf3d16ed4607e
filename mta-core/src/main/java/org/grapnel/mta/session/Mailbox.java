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
    private static final Pattern QUOTED_STRING =
            Pattern.compile("\"([ !#-\\[\\]-~" + UTF8 + "]|\\\\[ -~])*\""); // quoted-pairSMTP stays ASCII
    private static final int MAX_LABEL = 63; // RFC 1035 2.3.4
    private static final String ATOM_SPECIALS = "!#$%&'*+/=?^_`{|}~-"; // RFC 5322 3.2.3
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
                || !(quoted ? QUOTED_STRING.matcher(localPart).matches() : isDotString(localPart))) {
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
            return isLabels(text);
        }
        try {
            String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES);
            return text.chars().noneMatch(c -> OTHER_DOTS.indexOf(c) >= 0)
                    && ascii.length() <= MAX_DOMAIN
                    && isLabels(ascii);
        } catch (IllegalArgumentException e) { // a label is too long, or holds what no label may
            return false;
        }
    }

    /** Atoms with dots between them. */
    private static boolean isDotString(String text) {
        boolean inAtom = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? !inAtom : !(c >= 0x80 || isLetterOrDigit(c) || ATOM_SPECIALS.indexOf(c) >= 0)) {
                return false;
            }
            inAtom = c != '.';
        }
        return inAtom;
    }

    /** Labels of letters, digits, underscores and inner hyphens, with dots between them. */
    private static boolean isLabels(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                int length = i - start;
                if (length == 0 || length > MAX_LABEL || text.charAt(start) == '-' || text.charAt(i - 1) == '-') {
                    return false;
                }
                start = i + 1;
            } else if (!(isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_' || text.charAt(i) == '-')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    static int octets(String text) {
        return text.length() > 3 * MAX_DOMAIN ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** No control character of any kind, no line separator, and nothing that was not UTF-8 on the wire. */
    private static boolean printable(String text) {
        return isPlain(text)
                || text.codePoints()
                        .noneMatch(c -> c < ' '
                                || (c >= 0x7f && c <= 0x9f)
                                || c == 0x2028
                                || c == 0x2029
                                || c == 0xfffd
                                || Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
