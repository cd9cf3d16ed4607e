package org.grapnel.mta.dns;

import java.util.List;

/** What can come back when a domain's exchangers are asked. */
public sealed interface MxAnswer {
    Provenance from();

    /** The same answer with another origin. */
    MxAnswer withFrom(Provenance from);

    /** An exchanger. */
    record MxHost(int preference, String host) {}

    /** At least one, lowest preference first. */
    record Found(List<MxHost> exchangers, Provenance from) implements MxAnswer {
        /** Copied. */
        public Found {
            exchangers = List.copyOf(exchangers);
        }

        @Override
        public MxAnswer withFrom(Provenance other) {
            return new Found(exchangers, other);
        }
    }

    /** The name does not exist. */
    record NoSuchDomain(Provenance from) implements MxAnswer {
        @Override
        public MxAnswer withFrom(Provenance other) {
            return new NoSuchDomain(other);
        }
    }

    /** The name exists and has no MX record: RFC 5321 5.1 then takes the name itself. */
    record NoData(Provenance from) implements MxAnswer {
        @Override
        public MxAnswer withFrom(Provenance other) {
            return new NoData(other);
        }
    }

    /** The domain says that it takes no mail (RFC 7505). */
    record NullMx(Provenance from) implements MxAnswer {
        @Override
        public MxAnswer withFrom(Provenance other) {
            return new NullMx(other);
        }
    }

    /** Nobody knows now. */
    record TemporaryFailure(String reason, Provenance from) implements MxAnswer {
        @Override
        public MxAnswer withFrom(Provenance other) {
            return new TemporaryFailure(reason, other);
        }
    }
}
