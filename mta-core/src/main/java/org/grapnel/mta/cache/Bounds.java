package org.grapnel.mta.cache;

import java.time.Duration;
import org.grapnel.hook.cache.Caches;

/** What a cache takes; everything else is its user's mistake and named. */
final class Bounds {
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Bounds() {}

    static String name(String name) {
        if (name.isBlank() || name.length() > Caches.MOST_NAME) {
            throw new IllegalArgumentException("cache '" + begin(name) + "': a name has 1–" + Caches.MOST_NAME
                    + " characters; choose another one");
        }
        return name;
    }

    static String key(String cache, String key) {
        if (key.length() > Caches.MOST_KEY) {
            throw new IllegalArgumentException("cache " + cache + ": the key '" + begin(key) + "…' has " + key.length()
                    + " characters, " + Caches.MOST_KEY + " are the most; store by its digest");
        }
        return key;
    }

    static String value(String cache, String key, String value) {
        if (value.length() > Caches.MOST_VALUE) {
            throw new IllegalArgumentException("cache " + cache + ": the value of '" + begin(key) + "' has "
                    + value.length() + " characters, " + Caches.MOST_VALUE + " are the most; store less");
        }
        return value;
    }

    static int entries(String cache, int maximum) {
        if (maximum < 1 || maximum > Caches.MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "cache " + cache + ": " + maximum + " entries are not 1–" + Caches.MOST_ENTRIES);
        }
        return maximum;
    }

    static Duration lifetime(String cache, Duration lifetime) {
        if (lifetime.isZero() || lifetime.isNegative() || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "cache " + cache + ": a lifetime of " + lifetime + " is not over 0 and up to " + LONGEST);
        }
        return lifetime;
    }

    private static String begin(String text) {
        return text.substring(0, Math.min(40, text.length()));
    }
}
