package org.grapnel.sample.greylist;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.grapnel.hook.MailAddress;

/** A configuration that was found good. Immutable; one call of the handler sees one of them from beginning to end. */
record Settings(
        Duration delay,
        Duration retryWindow,
        Duration expiry,
        int ipv4Prefix,
        int ipv6Prefix,
        int allowAfter,
        List<AddressBlock> networks,
        Set<String> senders,
        Set<String> recipients,
        int maxEntries) {
    /** What holds without a file; a test compares it with the defaults of {@link GreylistConfig}. */
    static final Settings DEFAULT = new Settings(
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            Duration.ofDays(36),
            24,
            64,
            5,
            List.of(),
            Set.of(),
            Set.of("postmaster", "abuse"),
            250_000);

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final int MAX_LIST = 10_000;

    /** Reads all keys; IllegalArgumentException says {@code key: what is wrong and what would be right}. */
    static Settings of(GreylistConfig config) {
        Settings settings = new Settings(
                duration("delay", config.delay()),
                duration("retry_window", config.retry__window()),
                duration("expiry", config.expiry()),
                number("ipv4_prefix", config.ipv4__prefix(), 8, 32),
                number("ipv6_prefix", config.ipv6__prefix(), 16, 128),
                number("allow_after", config.allow__after(), 0, 1_000_000),
                values("allow_networks", config.allow__networks(), AddressBlock::of)
                        .toList(),
                values("allow_senders", config.allow__senders(), Settings::senderDomain)
                        .collect(Collectors.toUnmodifiableSet()),
                values("allow_recipients", config.allow__recipients(), Settings::recipient)
                        .collect(Collectors.toUnmodifiableSet()),
                number("max_entries", config.max__entries(), 1_000, 10_000_000));
        if (settings.delay.compareTo(settings.retryWindow) >= 0) {
            throw new IllegalArgumentException("delay: " + config.delay() + " leaves no time for a retry; make it"
                    + " shorter than retry_window, " + config.retry__window());
        }
        return settings;
    }

    boolean allows(InetAddress client, MailAddress sender, MailAddress recipient) {
        return networks.stream().anyMatch(network -> network.contains(client))
                || allowsSender(sender.domain())
                || allowsRecipient(recipient);
    }

    int prefix(InetAddress client) {
        return client.getAddress().length == 4 ? ipv4Prefix : ipv6Prefix;
    }

    private boolean allowsSender(String domain) {
        if (senders.isEmpty() || domain.isEmpty()) {
            return false;
        }
        if (senders.contains(domain) || senders.contains("." + domain)) {
            return true;
        }
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            if (senders.contains(domain.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    private boolean allowsRecipient(MailAddress recipient) {
        // RFC 5321 4.5.1: postmaster is compared without regard to case; here every listed local part is
        String local = recipient.localPart().toLowerCase(Locale.ROOT);
        return recipients.contains(local)
                || recipients.contains(local + "@" + recipient.domain())
                || recipients.contains("@" + recipient.domain());
    }

    private static Duration duration(String key, String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(key + ": '" + text + "' is not a duration; write 30s, 5m, 24h or 36d");
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Integer.parseInt(matcher.group(1)));
    }

    private static int number(String key, String text, int least, int most) {
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(key + ": '" + text + "' is not a number from " + least + " to " + most);
    }

    private static <T> Stream<T> values(String key, String[] texts, Function<String, T> reader) {
        if (texts.length > MAX_LIST) {
            throw new IllegalArgumentException(
                    key + ": has " + texts.length + " values; at most " + MAX_LIST + " are searched in time");
        }
        return Stream.of(texts).map(text -> {
            try {
                return reader.apply(text.strip().toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
            }
        });
    }

    private static String senderDomain(String text) {
        if (!text.matches("\\.?[^.@\\s]+(\\.[^.@\\s]+)*")) {
            throw new IllegalArgumentException("'" + text + "' is not a domain; write example.com or .example.com");
        }
        return text;
    }

    private static String recipient(String text) {
        if (!text.matches("[^@\\s]+|[^@\\s]*@[^@\\s]+")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a recipient; write postmaster, user@example.com or @example.com");
        }
        return text;
    }
}
