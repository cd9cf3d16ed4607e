package org.grapnel.hook.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** The addresses of a host name, or why there are none. */
public sealed interface AddressAnswer {
    /**
     * In the order in which they are tried.
     *
     * @param addresses at least one
     * @param ttl how long the answer may be kept; zero = not at all
     */
    record Addresses(List<InetAddress> addresses, Duration ttl) implements AddressAnswer {
        public Addresses {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("no address: answer with a Failure of the status NO_DATA");
            }
        }
    }

    /**
     * The look-up failed.
     *
     * @param status not OK
     * @param text in one line, for logs and DSN
     */
    record Failure(DnsStatus status, String text) implements AddressAnswer {
        public Failure {
            if (status == DnsStatus.OK) {
                throw new IllegalArgumentException("a failed look-up can't have the status OK");
            }
        }
    }
}
