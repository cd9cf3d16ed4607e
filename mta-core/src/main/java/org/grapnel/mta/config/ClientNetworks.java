package org.grapnel.mta.config;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The named networks that options are set for. Filled while {@link Settings} is made, then only read. */
final class ClientNetworks {
    private final PrefixTable<String> table = new PrefixTable<>();

    /** Returns the other network that has the same range. */
    Optional<String> add(Network range, String name) {
        return table.put(range, name).filter(other -> !other.equals(name));
    }

    /** The networks that hold the address, smallest range first. */
    Set<String> names(InetAddress client) {
        return table.isEmpty()
                ? Set.of()
                : table.holding(client).stream()
                        .map(Map.Entry::getValue)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The network with the smallest range around the address that has a value in the slot. */
    Optional<String> decisive(Slot slot, InetAddress client) {
        if (slot.sameForAllClients() || table.isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<Network, String> holding : table.holding(client)) {
            if (slot.forNetwork(holding.getValue()).isPresent()) {
                return Optional.of(holding.getValue());
            }
        }
        return Optional.empty();
    }

    /** The smallest range of a network that holds the address. */
    Optional<Network> range(String name, InetAddress client) {
        return table.holding(client).stream()
                .filter(holding -> holding.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
