package org.grapnel.hook.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keywords of an EHLO reply, in order (RFC 5321 4.1.1.1): what this server offers, or what a remote one did.
 * Immutable: {@code with} and {@code without} give changed copies.
 *
 * @param parameters keyword in upper case to its parameters, joined by spaces; "" where there are none
 */
public record EsmtpKeywords(Map<String, String> parameters) {
    public static final EsmtpKeywords NONE = new EsmtpKeywords(Map.of());

    private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]*");

    public EsmtpKeywords {
        Map<String, String> inOrder = new LinkedHashMap<>();
        parameters.forEach((keyword, value) -> inOrder.put(name(keyword), plain(value)));
        parameters = Collections.unmodifiableMap(inOrder);
    }

    public boolean has(String keyword) {
        return parameters.containsKey(keyword.toUpperCase(Locale.ROOT));
    }

    /** The parameters of a keyword, {@code ""} where it has none; empty when the keyword is not offered. */
    public Optional<String> of(String keyword) {
        return Optional.ofNullable(parameters.get(keyword.toUpperCase(Locale.ROOT)));
    }

    /** With the keyword, in its old place or as the last one; {@code with("SIZE", "10240000")}, {@code with("PIPELINING", "")}. */
    public EsmtpKeywords with(String keyword, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(name(keyword), value);
        return new EsmtpKeywords(changed);
    }

    public EsmtpKeywords without(String keyword) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(name(keyword));
        return new EsmtpKeywords(changed);
    }

    private static String name(String keyword) {
        String name = keyword.toUpperCase(Locale.ROOT);
        if (!KEYWORD.matcher(name).matches()) {
            throw new IllegalArgumentException(keyword + ": not an EHLO keyword (RFC 5321 4.1.1.1)");
        }
        return name;
    }

    private static String plain(String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("a control character stands in the parameters of an EHLO keyword");
        }
        return value;
    }
}
