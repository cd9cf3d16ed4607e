package org.grapnel.mta.config;

import java.nio.file.Path;
import org.grapnel.mta.config.Option.Effect;

/** Options of the server as a whole and of its spool. */
public final class ServerOptions {
    static final OptionTable TABLE = new OptionTable();
    private static final long MB = 1024 * 1024;

    public static final Option<String> HOSTNAME = TABLE.option(
            "hostname",
            Syntax.HOST_NAME,
            LocalName::find,
            "the machine's name",
            OptionTable.INBOUND,
            Effect.LIVE,
            "The name that the server gives itself in banners, replies, trace headers and notices.");
    public static final Option<Path> SPOOL = TABLE.atStart(
            "spool",
            Syntax.DIRECTORY,
            Path.of("data", "spool"),
            "Where accepted mail is kept; a relative path starts at the instance's base.");
    public static final Option<Long> SPOOL_SEGMENT_SIZE = TABLE.atStart(
            "spool.segment_size",
            Syntax.size(MB, 1024 * MB),
            64 * MB,
            "How large one file of the spool's journal grows before the next one is begun.");

    private ServerOptions() {}
}
