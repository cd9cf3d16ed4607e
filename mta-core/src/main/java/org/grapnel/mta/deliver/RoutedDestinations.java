package org.grapnel.mta.deliver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.config.Route;
import org.grapnel.hook.connect.ConnectionFailure;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Host;
import org.grapnel.mta.cache.CacheRoom;
import org.grapnel.mta.config.DestinationOptions;
import org.grapnel.mta.config.DomainRoutes;
import org.grapnel.mta.config.HostFailureRetry;
import org.grapnel.mta.config.HostPort;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.dns.AddressAnswer;
import org.grapnel.mta.dns.Destination;
import org.grapnel.mta.dns.DnsJavaResolver;
import org.grapnel.mta.dns.DnsSettings;
import org.grapnel.mta.dns.Exchangers;
import org.grapnel.mta.dns.HookedResolver;
import org.grapnel.mta.dns.Resolver;

/** Destinations by the configured routes, else by DNS; hosts that failed lately come last. */
public final class RoutedDestinations implements Destinations {
    private static final int MAX_HOSTS = 20;

    private final Supplier<Settings> settings;
    private final DomainRoutes routes;
    private final HostFailureRetry hostFailureRetry;
    private final Random random;
    private final FailedHosts failed;
    private volatile Asked asked = new Asked(List.of(), resolver(List.of()));

    /** A resolver and the servers that it asks. */
    private record Asked(List<HostPort> servers, Resolver resolver) {}

    public RoutedDestinations(
            Supplier<Settings> settings,
            DomainRoutes routes,
            HostFailureRetry hostFailureRetry,
            CacheRoom caches,
            Clock clock,
            Random random) {
        this.settings = settings;
        this.routes = routes;
        this.hostFailureRetry = hostFailureRetry;
        this.failed = new FailedHosts(caches, clock);
        this.random = random;
    }

    @Override
    public Found of(Hooks hooks, String domain, Binding binding) {
        Resolver resolver = new HookedResolver(hooks, resolver());
        Optional<List<Route>> routed = routes.of(hooks, domain);
        return routed.isPresent() ? routed(routed.get(), resolver) : exchangers(domain, resolver);
    }

    @Override
    public void failed(Hooks hooks, String domain, Binding binding, Host host) {
        failed.add(host, hostFailureRetry.of(hooks, domain, binding));
    }

    private Found routed(List<Route> list, Resolver resolver) {
        List<Route> ordered = new ArrayList<>(list);
        java.util.Collections.shuffle(ordered, random);
        ordered.sort(Comparator.comparingInt(Route::preference));
        List<Host> hosts = new ArrayList<>();
        Found.Nowhere trouble =
                new Found.Nowhere(ConnectionFailure.NO_ADDRESS, Reply.of(451, "4.4.4", "No route leads to an address"));
        for (Route route : ordered) {
            AddressAnswer answer = resolver.addresses(route.host());
            if (answer instanceof AddressAnswer.Found found) {
                for (InetAddress address : found.addresses()) {
                    hosts.add(new Host(route.host(), new InetSocketAddress(address, route.port())));
                }
            } else { // a route that leads nowhere is the operator's mistake, not the recipient's: try again
                trouble = new Found.Nowhere(
                        ConnectionFailure.NO_ADDRESS,
                        Reply.of(451, "4.4.4", "The route to " + route + " has no address"));
            }
        }
        return hosts.isEmpty() ? trouble : available(hosts);
    }

    private Found exchangers(String domain, Resolver resolver) {
        Exchangers exchangers = new Exchangers(MAX_HOSTS, Set.of(settings.get().get(ServerOptions.HOSTNAME)));
        Exchangers.Plan plan = exchangers
                .literal(domain)
                .orElseGet(() -> exchangers.plan(domain, resolver.mx(domain), resolver::addresses, random));
        if (plan instanceof Exchangers.Plan.Never never) {
            ConnectionFailure kind =
                    never.cause() == Exchangers.Cause.NULL_MX ? ConnectionFailure.NULL_MX : ConnectionFailure.NO_MX;
            int code = never.cause() == Exchangers.Cause.NULL_MX ? 556 : 550; // RFC 7504 4, RFC 7505 4.2
            return new Found.Nowhere(kind, Reply.of(code, never.cause().enhanced(), Answers.printable(never.reason())));
        }
        if (plan instanceof Exchangers.Plan.Later later) {
            return new Found.Nowhere(
                    ConnectionFailure.NO_MX, Reply.of(451, "4.4.3", Answers.printable(later.reason())));
        }
        List<Host> hosts = new ArrayList<>();
        for (Destination destination : ((Exchangers.Plan.Try) plan).destinations()) {
            hosts.add(new Host(destination.host(), new InetSocketAddress(destination.address(), Route.SMTP)));
        }
        return available(hosts);
    }

    /** Hosts that failed lately are tried after the others, not never: they may be all there is. */
    private Found available(List<Host> hosts) {
        if (hosts.size() == 1) { // nothing to put in order
            return new Found.Hosts(hosts);
        }
        List<Host> ordered = new ArrayList<>(hosts.size());
        List<Host> last = new ArrayList<>(0);
        hosts.forEach(host -> (failed.contains(host) ? last : ordered).add(host));
        ordered.addAll(last);
        return new Found.Hosts(ordered);
    }

    private Resolver resolver() {
        List<HostPort> servers = settings.get().get(DestinationOptions.RESOLVER);
        Asked now = asked;
        if (!now.servers().equals(servers)) {
            now = new Asked(servers, resolver(servers));
            asked = now;
        }
        return now.resolver();
    }

    private static Resolver resolver(List<HostPort> servers) {
        return new DnsJavaResolver(
                DnsSettings.defaults(servers.stream()
                        .map(server -> new InetSocketAddress(server.host(), server.port()))
                        .toList()),
                System::nanoTime);
    }
}
