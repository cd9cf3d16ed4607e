package org.grapnel.hook.dns;

import java.util.Locale;

/**
 * One exchanger of a domain.
 *
 * @param name in lower case, without a trailing dot
 * @param preference 0–65535, lowest first (RFC 5321 5.1)
 */
public record MxHost(String name, int preference) {
    public MxHost {
        name = name.toLowerCase(Locale.ROOT);
        if (preference < 0 || preference > 65_535) {
            throw new IllegalArgumentException(
                    preference + ": the preference of an exchanger is 0–65535 (RFC 1035 3.3.9)");
        }
    }
}
