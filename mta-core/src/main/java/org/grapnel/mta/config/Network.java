package org.grapnel.mta.config;

import java.net.InetAddress;

/**
 * A range of addresses in CIDR notation (RFC 4632 3.1, RFC 4291 2.3).
 *
 * @param address the first address
 * @param prefix how many of its bits count
 */
public record Network(InetAddress address, int prefix) {
    static Network parse(String text) throws BadValue {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = HostPort.literal(host)
                .orElseThrow(() -> new BadValue(
                        "'" + text + "' is no address or network", "write for example 192.0.2.1, 10.0.0.0/8 or ::1"));
        int bits = address.getAddress().length * 8;
        String prefix = slash < 0 ? "" + bits : text.substring(slash + 1);
        if (!prefix.matches("\\d{1,3}") || Integer.parseInt(prefix) > bits) {
            throw new BadValue("'" + text + "': prefix length " + prefix + " is not 0–" + bits, "write another one");
        }
        return new Network(address, Integer.parseInt(prefix));
    }

    /** The same network, written with its first address. */
    public Network masked() {
        return new Network(PrefixTable.masked(address.getAddress(), prefix), prefix);
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (mine[whole] ^ theirs[whole]) >> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        boolean single = prefix == address.getAddress().length * 8;
        return address.getHostAddress() + (single ? "" : "/" + prefix);
    }
}
