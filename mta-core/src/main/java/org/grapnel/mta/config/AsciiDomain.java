package org.grapnel.mta.config;

import java.net.IDN;
import java.util.List;
import java.util.Locale;

/** The form of a domain that DNS, routes and options know (RFC 5891 4.4): A-labels in place of Unicode. */
public final class AsciiDomain {
    private AsciiDomain() {}

    /** The domain itself where it is ASCII, or has no such form. */
    public static String of(String domain) {
        for (int i = 0; i < domain.length(); i++) {
            if (domain.charAt(i) > 0x7f) {
                return converted(domain);
            }
        }
        return domain;
    }

    /** The domain as it is, and in Unicode where it has A-labels: either may be what somebody looks for. */
    public static List<String> spellings(String domain) {
        String unicode = domain.contains("xn--") ? IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED) : domain;
        return unicode.equals(domain) ? List.of(domain) : List.of(domain, unicode);
    }

    private static String converted(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return domain; // no name that DNS could hold; whoever looks it up says so
        }
    }
}
