package org.grapnel.mta.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.config.Route;

/** Configured routes: by pattern, the hosts in the order in which they are tried. Equal to another one of the same entries. */
public final class RouteTable {
    private static final String MEND = "write domain=host:port, such as *=127.0.0.1:2700 or example.com=mx.example.net";

    private final List<String> entries;
    private final DomainPattern.Table<List<Route>> table;

    private RouteTable(Map<String, List<Route>> routes) {
        Map<String, List<Route>> fixed = new LinkedHashMap<>();
        List<String> shown = new ArrayList<>();
        routes.forEach((pattern, hosts) -> {
            fixed.put(pattern, List.copyOf(hosts));
            hosts.forEach(host -> shown.add(pattern + "=" + host));
        });
        this.entries = List.copyOf(shown);
        this.table = new DomainPattern.Table<>(fixed);
    }

    static RouteTable parse(List<String> texts) throws BadValue {
        Map<String, List<Route>> routes = new LinkedHashMap<>();
        for (String text : texts) {
            ForPattern each = ForPattern.parse(text, "is no route", MEND);
            HostPort to = HostPort.parse(each.value(), Route.SMTP);
            if (to.port() == 0) {
                throw new BadValue("'" + text + "': port 0 is not 1–65535", MEND);
            }
            List<Route> hosts = routes.computeIfAbsent(each.pattern(), pattern -> new ArrayList<>());
            hosts.add(new Route(to.host(), to.port(), hosts.size()));
        }
        return new RouteTable(routes);
    }

    /**
     * The routes of the most specific pattern; empty = none is configured.
     *
     * @param domain in lower case
     */
    public Optional<List<Route>> find(String domain) {
        return table.find(domain);
    }

    /** One {@code pattern=host:port} for each route. */
    public List<String> entries() {
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteTable that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
