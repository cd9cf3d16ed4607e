package org.grapnel.mta.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.grapnel.mta.dns.MxAnswer.MxHost;

/** Makes an ordered list of destinations of an MX answer and of address answers (RFC 5321 5.1). Pure: asks nobody itself. */
public final class Exchangers {
    private final int maxDestinations;
    private final Set<String> ownNames;

    /**
     * For one node.
     *
     * @param maxDestinations addresses in one list
     * @param ownNames this node's own host names in lower case: exchangers that are no better than ourselves are left out
     */
    public Exchangers(int maxDestinations, Set<String> ownNames) {
        this.maxDestinations = maxDestinations;
        this.ownNames = Set.copyOf(ownNames);
    }

    /** Where mail of a domain goes. */
    public sealed interface Plan {
        /** Try these in order; at least one. */
        record Try(List<Destination> destinations, Duration ttl) implements Plan {
            /** Copied. */
            public Try {
                destinations = List.copyOf(destinations);
            }
        }

        /** Mail can't be delivered, now or later. */
        record Never(Cause cause, String reason) implements Plan {}

        /** Nobody knows now. */
        record Later(String reason) implements Plan {}
    }

    /** Why a domain takes no mail, with the enhanced code a bounce gives. */
    public enum Cause {
        NULL_MX("5.1.10"), // RFC 7505 4.2
        NO_SUCH_DOMAIN("5.1.2"),
        NO_ADDRESS("5.4.4"),
        LOOP("5.4.6"),
        BAD_LITERAL("5.1.3");

        private final String enhanced;

        Cause(String enhanced) {
            this.enhanced = enhanced;
        }

        public String enhanced() {
            return enhanced;
        }
    }

    /** The plan for a domain that is an address literal, which needs no answer; empty for names. */
    public Optional<Plan> literal(String domain) {
        if (!IpLiteral.isBracketed(domain)) {
            return Optional.empty();
        }
        Optional<InetAddress> address = IpLiteral.ofBracketed(domain);
        if (address.isEmpty()) {
            return Optional.of(new Plan.Never(Cause.BAD_LITERAL, domain + " is no address"));
        }
        Destination destination = new Destination(domain, address.get(), 0);
        return Optional.of(new Plan.Try(List.of(destination), Duration.ofDays(1)));
    }

    /**
     * The plan for a domain's name.
     *
     * @param addresses asked once for each exchanger, best first, until the list is full
     * @param random orders exchangers of equal preference
     */
    public Plan plan(String domain, MxAnswer answer, Function<String, AddressAnswer> addresses, Random random) {
        if (answer instanceof MxAnswer.NullMx) {
            return new Plan.Never(Cause.NULL_MX, domain + " takes no mail (null MX)");
        }
        if (answer instanceof MxAnswer.NoSuchDomain) {
            return new Plan.Never(Cause.NO_SUCH_DOMAIN, domain + " does not exist");
        }
        if (answer instanceof MxAnswer.TemporaryFailure failure) {
            return new Plan.Later(domain + ": MX: " + failure.reason());
        }
        if (answer instanceof MxAnswer.Found found) {
            List<MxHost> hosts = better(shuffled(found.exchangers(), random));
            return hosts.isEmpty()
                    ? new Plan.Never(Cause.LOOP, domain + ": its best exchanger is this node, which does not hold it")
                    : resolve(domain, hosts, found.from().ttl(), addresses);
        }
        // RFC 5321 5.1: no MX record at all, so the name itself is the exchanger, with preference 0.
        return resolve(domain, List.of(new MxHost(0, domain)), answer.from().ttl(), addresses);
    }

    private static List<MxHost> shuffled(List<MxHost> exchangers, Random random) {
        List<MxHost> hosts = new ArrayList<>(exchangers);
        Collections.shuffle(hosts, random);
        hosts.sort(Comparator.comparingInt(MxHost::preference)); // stable: equals stay shuffled
        return hosts;
    }

    /** RFC 5321 5.1: where we are an exchanger ourselves, only better ones than us are left. */
    private List<MxHost> better(List<MxHost> hosts) {
        int own = hosts.stream()
                .filter(host -> ownNames.contains(host.host().toLowerCase(Locale.ROOT)))
                .mapToInt(MxHost::preference)
                .min()
                .orElse(Integer.MAX_VALUE);
        return hosts.stream().filter(host -> host.preference() < own).toList();
    }

    private Plan resolve(String domain, List<MxHost> hosts, Duration ttl, Function<String, AddressAnswer> addresses) {
        List<Destination> destinations = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        Duration shortest = ttl;
        for (MxHost host : hosts) {
            if (destinations.size() >= maxDestinations) {
                break;
            }
            AddressAnswer answer = addresses.apply(host.host());
            if (answer instanceof AddressAnswer.Found found) {
                Duration left = found.from().ttl();
                shortest = left.compareTo(shortest) < 0 ? left : shortest;
                found.addresses().stream()
                        .limit(maxDestinations - destinations.size())
                        .forEach(a -> destinations.add(new Destination(host.host(), a, host.preference())));
            } else if (answer instanceof AddressAnswer.TemporaryFailure failure) {
                troubles.add(host.host() + ": " + failure.reason());
            }
        }
        if (!destinations.isEmpty()) {
            return new Plan.Try(destinations, shortest);
        }
        return troubles.isEmpty()
                ? new Plan.Never(Cause.NO_ADDRESS, domain + ": no exchanger has an address")
                : new Plan.Later(domain + ": " + troubles.get(0));
    }
}
