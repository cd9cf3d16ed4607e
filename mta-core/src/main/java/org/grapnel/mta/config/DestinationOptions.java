package org.grapnel.mta.config;

import java.util.List;

/** Options of where mail goes. */
public final class DestinationOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<RouteTable> ROUTES = TABLE.option(
            "routes",
            Syntax.ROUTES,
            Defaults.routes(),
            OptionTable.SERVER,
            "Hosts that are used for a domain in place of its exchangers in DNS.");
    public static final Option<List<HostPort>> RESOLVER =
            TABLE.option("resolver", Syntax.SERVERS, List.of(), "the system's", OptionTable.SERVER, "Name servers.");

    private DestinationOptions() {}
}
