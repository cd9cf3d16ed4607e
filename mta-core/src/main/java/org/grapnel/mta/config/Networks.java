package org.grapnel.mta.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Hosts, by address. */
public record Networks(List<Network> networks) {
    public Networks {
        networks = List.copyOf(networks);
    }

    /** Reads addresses and networks such as {@code 192.0.2.0/24}. */
    public static Networks parse(List<String> texts) throws BadValue {
        List<Network> networks = new ArrayList<>(texts.size());
        for (String text : texts) {
            networks.add(Network.parse(text));
        }
        return new Networks(networks);
    }

    public boolean contains(InetAddress address) {
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }
}
