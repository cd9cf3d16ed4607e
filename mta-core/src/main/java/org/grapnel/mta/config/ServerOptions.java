package org.grapnel.mta.config;

import org.grapnel.mta.config.Option.Effect;

/** Options of the server as a whole. */
public final class ServerOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<String> HOSTNAME = TABLE.option(
            "hostname",
            Syntax.HOST_NAME,
            LocalName::find,
            "the machine's name",
            OptionTable.INBOUND,
            Effect.LIVE,
            "The name that the server gives itself in banners, replies, trace headers and notices.");

    private ServerOptions() {}
}
