package org.grapnel.mta.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;

/** What a sender asked to be told (RFC 3461 4), read from the parameters that are kept with the envelope. */
public final class StatusRequests {
    private StatusRequests() {}

    /** Whether the sender is to be told that this has happened to the recipient. */
    public static boolean wants(Recipient recipient, DsnAction action) {
        Optional<String> notify = Optional.ofNullable(recipient.parameters().get("NOTIFY"));
        return switch (action) {
            case FAILED -> notify.map(asked -> names(asked, "FAILURE")).orElse(true); // RFC 3461 4.1 (b)
            case DELAYED -> notify.map(asked -> names(asked, "DELAY")).orElse(true); // RFC 3461 4.1 (b): we may
            case DELIVERED, RELAYED, EXPANDED ->
                notify.map(asked -> names(asked, "SUCCESS")).orElse(false);
        };
    }

    /** RFC 3461 4.3: the whole mail is to go back with a notice of failure. */
    public static boolean wantsWholeMail(Message message) {
        return "FULL".equalsIgnoreCase(message.senderParameters().getOrDefault("RET", ""));
    }

    /** RFC 3464 2.2.1: as the sender wrote it, the coding undone. */
    public static Optional<String> envelopeId(Message message) {
        return Optional.ofNullable(message.senderParameters().get("ENVID")).flatMap(Xtext::decode);
    }

    /** RFC 3464 2.3.1: type and address as the sender gave them, the coding undone. */
    public static Optional<String> originalRecipient(Recipient recipient) {
        String given = recipient.parameters().getOrDefault("ORCPT", "");
        int semicolon = given.indexOf(';');
        return semicolon < 1
                ? Optional.empty()
                : Xtext.decode(given.substring(semicolon + 1))
                        .map(address -> given.substring(0, semicolon) + ";" + address);
    }

    /** The parameters of a recipient whose address was changed: the first one is not forgotten (RFC 3461 5.2.1). */
    public static Recipient rewritten(Recipient first, MailAddress now) {
        Map<String, String> parameters = new HashMap<>(first.parameters());
        parameters.putIfAbsent("ORCPT", "rfc822;" + Xtext.encode(first.address().toString()));
        return new Recipient(now, parameters);
    }

    /** Those of MAIL that a next hop which knows DSN must hear, too (RFC 3461 5.2.1). */
    public static List<String> forNextHop(Map<String, String> senderParameters) {
        return senderParameters.entrySet().stream()
                .filter(entry -> entry.getKey().equals("RET") || entry.getKey().equals("ENVID"))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }

    private static boolean names(String notify, String word) {
        return List.of(notify.toUpperCase(Locale.ROOT).split(",", -1)).contains(word);
    }
}
