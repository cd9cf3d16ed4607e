package org.grapnel.mta.session;

import java.util.Locale;
import java.util.regex.Pattern;

/** The grammar of what stands in square brackets in place of a domain (RFC 5321 4.1.3). */
final class AddressLiteral {
    private static final int MAX_LENGTH = 255; // RFC 5321 4.5.3.1.2
    private static final String SNUM = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|0{0,2}[0-9]|0?[1-9][0-9])";
    private static final Pattern IPV4 = Pattern.compile(SNUM + "(\\." + SNUM + "){3}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern GENERAL = Pattern.compile("[A-Za-z0-9-]*[A-Za-z0-9]:[!-Z^-~]+");
    private static final String IPV6_TAG = "ipv6:";
    private static final int GROUPS = 8;
    private static final int GROUPS_BESIDE_ZEROS = 6; // "::" stands for at least two

    private AddressLiteral() {}

    static boolean isOne(String text) {
        if (text.length() > MAX_LENGTH || text.length() < 2 || !text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        String inside = text.substring(1, text.length() - 1);
        if (inside.toLowerCase(Locale.ROOT).startsWith(IPV6_TAG)) {
            return isIpv6(inside.substring(IPV6_TAG.length()));
        }
        return IPV4.matcher(inside).matches() || GENERAL.matcher(inside).matches();
    }

    private static boolean isIpv6(String text) {
        int zeros = text.indexOf("::");
        if (zeros < 0) {
            return groups(text, true) == GROUPS;
        }
        int before = zeros == 0 ? 0 : groups(text.substring(0, zeros), false);
        String rest = text.substring(zeros + 2);
        int behind = rest.isEmpty() ? 0 : groups(rest, true);
        return before >= 0 && behind >= 0 && before + behind <= GROUPS_BESIDE_ZEROS;
    }

    /** How many 16-bit groups these are, an IPv4 address at the end counting for two; -1 where it is none. */
    private static int groups(String text, boolean atEnd) {
        String[] parts = text.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            if (HEX.matcher(parts[i]).matches()) {
                groups++;
            } else if (atEnd && i == parts.length - 1 && IPV4.matcher(parts[i]).matches()) {
                groups += 2;
            } else {
                return -1;
            }
        }
        return groups;
    }
}
