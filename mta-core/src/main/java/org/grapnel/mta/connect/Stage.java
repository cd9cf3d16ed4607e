package org.grapnel.mta.connect;

import java.time.Duration;
import java.util.function.Function;

/** Where a connection stands in its dialogue, with the time limit of that step (RFC 5321 4.5.3.2). */
public enum Stage {
    BANNER(ClientSettings::bannerLimit),
    HELLO(ClientSettings::commandLimit),
    STARTTLS(ClientSettings::commandLimit),
    XCLIENT(ClientSettings::commandLimit),
    IDLE(ClientSettings::commandLimit),
    RSET(ClientSettings::commandLimit),
    NOOP(ClientSettings::commandLimit),
    MAIL(ClientSettings::commandLimit),
    RCPT(ClientSettings::commandLimit),
    DATA(ClientSettings::dataInitLimit),
    END(ClientSettings::dataEndLimit),
    QUIT(ClientSettings::quitLimit);

    @SuppressWarnings("ImmutableEnumChecker") // only references to accessors of a record, which hold no state
    private final Function<ClientSettings, Duration> limit;

    Stage(Function<ClientSettings, Duration> limit) {
        this.limit = limit;
    }

    Duration limit(ClientSettings settings) {
        return limit.apply(settings);
    }
}
