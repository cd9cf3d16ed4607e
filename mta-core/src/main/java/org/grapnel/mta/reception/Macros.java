package org.grapnel.mta.reception;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;

/** What the macros of a reply stand for at one place: the built-in ones, and the entries of the two dictionaries. */
final class Macros {
    private static final int MAX_VALUE = 256;

    private final Map<String, String> values = new TreeMap<>();

    Macros(String hostname, Instant now, ValidationContext context) {
        put("hostname", hostname);
        put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
        for (String name : new String[] {
            "client_address",
            "client_port",
            "ehlo",
            "listener",
            "protocol",
            "session",
            "auth_user",
            "transaction",
            "sender",
            "sender_domain",
            "recipients",
            "recipient",
            "recipient_domain"
        }) {
            put(name, "");
        }
        context.connection().forEach((key, value) -> put("connection." + key, value));
        context.message().forEach((key, value) -> put("message." + key, value));
    }

    Macros with(Session session) {
        put("client_address", session.remoteAddress().getAddress().getHostAddress());
        put("client_port", Integer.toString(session.remoteAddress().getPort()));
        put("ehlo", session.ehloName().orElse(""));
        put("listener", session.listener());
        put("protocol", session.protocol().name().toLowerCase(Locale.ROOT));
        put("session", session.id());
        put("auth_user", session.authenticated().orElse(""));
        return this;
    }

    Macros with(Transaction transaction) {
        put("transaction", transaction.id());
        put("sender", transaction.sender().toString());
        put("sender_domain", transaction.sender().domain());
        put("recipients", Integer.toString(transaction.recipients().size()));
        return this;
    }

    Macros with(MailAddress recipient) {
        put("recipient", recipient.toString());
        put("recipient_domain", recipient.domain());
        return this;
    }

    /** Strangers have a say in many values: only printable ASCII goes into a reply, and not much of it. */
    private void put(String name, String value) {
        StringBuilder clean = new StringBuilder(Math.min(value.length(), MAX_VALUE));
        value.codePoints().limit(MAX_VALUE).forEach(c -> clean.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        values.put(name, clean.toString());
    }

    /** The value; nothing for a macro that is not known. An entry that a dictionary does not have is known and empty. */
    Optional<String> of(String name) {
        String value = values.get(name);
        boolean dictionary = name.startsWith("connection.") || name.startsWith("message.");
        return value == null && dictionary ? Optional.of("") : Optional.ofNullable(value);
    }

    Map<String, String> all() {
        return Collections.unmodifiableMap(values);
    }
}
