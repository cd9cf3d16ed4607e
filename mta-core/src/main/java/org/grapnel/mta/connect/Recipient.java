package org.grapnel.mta.connect;

import java.util.List;

/**
 * One recipient of an envelope.
 *
 * @param address without angle brackets
 * @param parameters of RCPT, such as {@code NOTIFY=NEVER}; those of DSN are left out where it is not offered
 */
public record Recipient(String address, List<String> parameters) {
    /** Copied. */
    public Recipient {
        parameters = List.copyOf(parameters);
    }

    public Recipient(String address) {
        this(address, List.of());
    }
}
