package org.grapnel.sample.greylist;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A network: all addresses that agree in the first bits.
 *
 * @param bytes the address with its other bits cleared
 */
record AddressBlock(List<Byte> bytes, int prefix) {
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address. Never asks the DNS. */
    static AddressBlock of(String text) {
        String[] parts = text.split("/", 2);
        boolean good = LITERAL.matcher(parts[0]).matches()
                && (parts.length == 1 || PREFIX.matcher(parts[1]).matches());
        if (good) {
            try {
                InetAddress address = InetAddress.getByName(parts[0]);
                int bits = address.getAddress().length * 8;
                int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
                if (prefix <= bits) {
                    return of(address, prefix);
                }
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(fault(text), e);
            }
        }
        throw new IllegalArgumentException(fault(text));
    }

    static AddressBlock of(InetAddress address, int prefix) {
        return new AddressBlock(masked(address.getAddress(), prefix), prefix);
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        return other.length == bytes.size() && masked(other, prefix).equals(bytes);
    }

    private static List<Byte> masked(byte[] address, int prefix) {
        Byte[] masked = new Byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int keep = Math.max(0, Math.min(8, prefix - i * 8));
            masked[i] = (byte) (address[i] & (0xff << (8 - keep)));
        }
        return List.copyOf(Arrays.asList(masked));
    }

    private static String fault(String text) {
        return "'" + text + "' is not a network; write 192.0.2.0/24, 2001:db8::/32 or an address";
    }
}
