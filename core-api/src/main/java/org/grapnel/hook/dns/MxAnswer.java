package org.grapnel.hook.dns;

import java.time.Duration;
import java.util.List;

/** The exchangers of a domain, or why there are none. */
public sealed interface MxAnswer {
    /**
     * In any order; the engine sorts by preference and mixes equals. An empty list means the implicit MX: the domain's own
     * addresses (RFC 5321 5.1).
     *
     * @param ttl how long the answer may be kept; zero = not at all
     */
    record Exchangers(List<MxHost> hosts, Duration ttl) implements MxAnswer {
        public Exchangers {
            hosts = List.copyOf(hosts);
        }
    }

    /** The domain takes no mail: 5.1.10 for good (RFC 7505). */
    record NullMx() implements MxAnswer {}

    /**
     * The look-up failed.
     *
     * @param status not OK; by {@link DnsStatus#isTransient()} the Messages are retried or bounced
     * @param text in one line, for logs and DSN
     */
    record Failure(DnsStatus status, String text) implements MxAnswer {
        public Failure {
            if (status == DnsStatus.OK) {
                throw new IllegalArgumentException("a failed look-up can't have the status OK");
            }
        }
    }
}
