package org.grapnel.mta.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.xbill.DNS.Address;

/** Reads addresses written as text, without ever asking anybody. */
public final class IpLiteral {
    private IpLiteral() {}

    /** {@code 192.0.2.1} or {@code 2001:db8::1}, as configuration writes hosts. */
    public static Optional<InetAddress> of(String text) {
        boolean colon = text.indexOf(':') >= 0;
        byte[] bytes = Address.toByteArray(text, colon ? Address.IPv6 : Address.IPv4);
        if (bytes == null || text.length() > 45) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(text, bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(bytes.length + " bytes make no address", e); // only 4 and 16 come back
        }
    }

    /** The domain is an address literal in brackets, right or wrong. */
    public static boolean isBracketed(String domain) {
        return domain.startsWith("[") && domain.endsWith("]");
    }

    /** {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]} (RFC 5321 4.1.3). */
    public static Optional<InetAddress> ofBracketed(String domain) {
        if (!isBracketed(domain)) {
            return Optional.empty();
        }
        String inner = domain.substring(1, domain.length() - 1);
        boolean tagged = inner.regionMatches(true, 0, "IPv6:", 0, 5);
        String text = tagged ? inner.substring(5) : inner;
        return (text.indexOf(':') >= 0) == tagged ? of(text) : Optional.empty();
    }
}
