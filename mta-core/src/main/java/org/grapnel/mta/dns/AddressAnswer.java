package org.grapnel.mta.dns;

import java.net.InetAddress;
import java.util.List;

/** What can come back when a host's addresses are asked. */
public sealed interface AddressAnswer {
    Provenance from();

    /** The same answer with another origin. */
    AddressAnswer withFrom(Provenance from);

    /** At least one; each carries the host name that was asked, so that nothing looks it up in reverse. */
    record Found(List<InetAddress> addresses, Provenance from) implements AddressAnswer {
        /** Copied. */
        public Found {
            addresses = List.copyOf(addresses);
        }

        @Override
        public AddressAnswer withFrom(Provenance other) {
            return new Found(addresses, other);
        }
    }

    /** The name does not exist. */
    record NoSuchDomain(Provenance from) implements AddressAnswer {
        @Override
        public AddressAnswer withFrom(Provenance other) {
            return new NoSuchDomain(other);
        }
    }

    /** The name exists and has no address. */
    record NoData(Provenance from) implements AddressAnswer {
        @Override
        public AddressAnswer withFrom(Provenance other) {
            return new NoData(other);
        }
    }

    /** Nobody knows now. */
    record TemporaryFailure(String reason, Provenance from) implements AddressAnswer {
        @Override
        public AddressAnswer withFrom(Provenance other) {
            return new TemporaryFailure(reason, other);
        }
    }
}
