package org.grapnel.hook.log;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One accountable event.
 *
 * @param subject who is accountable: the authenticated identity, else the client's address; for control commands the caller
 * @param session the session that it happened on, if any
 * @param message the Message that it is about, if any
 * @param quantity bytes for SENT_BYTES and RECEIVED_BYTES, milliseconds for SESSION_END, else 1
 * @param details more facts, by names that stay, such as {@code mechanism}, {@code domain}, {@code command}
 */
public record AccountingRecord(
        Instant time,
        Event event,
        String subject,
        Optional<String> session,
        Optional<String> message,
        long quantity,
        Map<String, String> details) {
    /** What happened. */
    public enum Event {
        SESSION_BEGIN,
        SESSION_END,
        AUTHENTICATION,
        MESSAGE_RECEIVED,
        RECEIVED_BYTES,
        MESSAGE_DELIVERED,
        SENT_BYTES,
        MESSAGE_FAILED,
        CONTROL_COMMAND
    }

    public AccountingRecord {
        details = Map.copyOf(details);
    }
}
