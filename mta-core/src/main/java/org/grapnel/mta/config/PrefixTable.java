package org.grapnel.mta.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs to networks, found by an address: the longest prefix first. One map look-up for each length of prefix in it, however
 * many networks there are. Written while {@link Settings} is made, then only read.
 */
final class PrefixTable<V> {
    private record Length<V>(int bytes, int prefix, Map<InetAddress, Map.Entry<Network, V>> networks) {}

    /** By prefix, longest first. */
    private final List<Length<V>> lengths = new ArrayList<>();

    /** Returns what the network had before. */
    Optional<V> put(Network network, V value) {
        Network masked = network.masked();
        Map.Entry<Network, V> before = length(masked).networks().put(masked.address(), Map.entry(masked, value));
        return Optional.ofNullable(before).map(Map.Entry::getValue);
    }

    boolean isEmpty() {
        return lengths.isEmpty();
    }

    /** What holds the address, most specific first. */
    List<Map.Entry<Network, V>> holding(InetAddress address) {
        List<Map.Entry<Network, V>> found = new ArrayList<>();
        byte[] bytes = address.getAddress();
        for (Length<V> length : lengths) {
            if (length.bytes() == bytes.length) {
                Map.Entry<Network, V> entry = length.networks().get(masked(bytes, length.prefix()));
                if (entry != null) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private Length<V> length(Network network) {
        int bytes = network.address().getAddress().length;
        for (Length<V> length : lengths) {
            if (length.bytes() == bytes && length.prefix() == network.prefix()) {
                return length;
            }
        }
        Length<V> added = new Length<>(bytes, network.prefix(), new HashMap<>());
        lengths.add(added);
        lengths.sort(Comparator.comparingInt((Length<V> one) -> one.prefix()).reversed());
        return added;
    }

    /** The first address of the network that an address is in. */
    static InetAddress masked(byte[] address, int prefix) {
        byte[] masked = new byte[address.length];
        int whole = prefix / 8;
        System.arraycopy(address, 0, masked, 0, whole);
        if (prefix % 8 != 0) {
            masked[whole] = (byte) (address[whole] & (0xff00 >> (prefix % 8)));
        }
        try {
            return InetAddress.getByAddress(masked);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has " + address.length + " bytes", e);
        }
    }
}
