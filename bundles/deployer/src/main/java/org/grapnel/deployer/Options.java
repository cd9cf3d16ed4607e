package org.grapnel.deployer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.grapnel.deployer.gate.Demands;
import org.grapnel.deployer.gate.Limits;
import org.grapnel.deployer.live.Times;

/**
 * The options of {@code etc/org.grapnel.deployer.json}. Immutable.
 *
 * @param watchPeriod how long a new version is watched after an upgrade; zero for not at all
 * @param watchFaults so many faults of its handlers are borne within
 * @param watchShare such a share of its calls may be faults, once there were {@link #LEAST_CALLS}
 */
record Options(Duration watchPeriod, long watchFaults, double watchShare, Times times, Demands demands) {
    /** Fewer calls are no ground for a share. */
    static final long LEAST_CALLS = 20;

    static final String PID = "org.grapnel.deployer";

    private static final long MB = 1024L * 1024;

    /** One option: how its text is read, and what it is when it is not there. */
    enum Key {
        WATCH_PERIOD("5m"),
        WATCH_FAULTS("10"),
        WATCH_SHARE("0.1"),
        READY_TIME("30s"),
        STOP_TIME("2m"),
        REQUIRE_CHECKSUM("false"),
        REQUIRE_SIGNATURE("false"),
        TRUST(""),
        TRUST_PASSWORD(""),
        MAX_JAR_SIZE("64MB"),
        MAX_JAR_ENTRIES("20000"),
        MAX_JAR_CONTENT("512MB");

        private final String byDefault;

        Key(String byDefault) {
            this.byDefault = byDefault;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Options defaults(Path base) {
        try {
            return read(Map.of(), base);
        } catch (OptionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the keys of the configuration.
     *
     * @param base where relative paths begin
     * @throws OptionException with every mistake in one line
     */
    static Options read(Map<String, ?> keys, Path base) throws OptionException {
        Reader reader = new Reader(keys);
        Options options = new Options(
                reader.duration(Key.WATCH_PERIOD, Duration.ZERO, Duration.ofDays(30)),
                reader.number(Key.WATCH_FAULTS, 0, 1_000_000_000),
                reader.share(Key.WATCH_SHARE),
                new Times(
                        reader.duration(Key.READY_TIME, Duration.ofMillis(100), Duration.ofHours(1)),
                        reader.duration(Key.STOP_TIME, Duration.ofMillis(100), Duration.ofHours(1))),
                new Demands(
                        new Limits(
                                reader.size(Key.MAX_JAR_SIZE, 2048 * MB),
                                (int) reader.number(Key.MAX_JAR_ENTRIES, 1, 60_000_000),
                                reader.size(Key.MAX_JAR_CONTENT, 65536 * MB)),
                        reader.flag(Key.REQUIRE_CHECKSUM),
                        reader.flag(Key.REQUIRE_SIGNATURE),
                        reader.text(Key.TRUST).map(base::resolve),
                        reader.text(Key.TRUST_PASSWORD)));
        reader.end();
        return options;
    }

    /** Reads values and collects the mistakes in them. */
    private static final class Reader {
        private final Map<String, Object> left = new TreeMap<>();
        private final List<String> mistakes = new ArrayList<>();

        Reader(Map<String, ?> keys) {
            keys.forEach((key, value) -> left.put(key, value instanceof Object[] many ? List.of(many) : value));
        }

        private String value(Key key) {
            return left.containsKey(key.key())
                    ? String.valueOf(left.remove(key.key())).strip()
                    : key.byDefault;
        }

        private <T> T mistake(Key key, String text, String expected, T instead) {
            mistakes.add(key.key() + ": '" + text + "' is not " + expected);
            return instead;
        }

        Duration duration(Key key, Duration least, Duration most) {
            String text = value(key);
            String expected = "a duration such as " + key.byDefault + ", at most " + most.toHours() + "h";
            return Quantity.duration(text)
                    .filter(found -> found.compareTo(least) >= 0 && found.compareTo(most) <= 0)
                    .orElseGet(() -> mistake(key, text, expected, least));
        }

        long size(Key key, long most) {
            String text = value(key);
            return Quantity.size(text)
                    .filter(found -> found > 0 && found <= most)
                    .orElseGet(() -> mistake(
                            key, text, "a size such as " + key.byDefault + ", at most " + most / MB + "MB", 1L));
        }

        long number(Key key, long least, long most) {
            String text = value(key);
            return text.matches("[0-9]{1,12}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most
                    ? Long.parseLong(text)
                    : mistake(key, text, "a whole number from " + least + " to " + most, least);
        }

        double share(Key key) {
            String text = value(key);
            return text.matches("0|1|[01]?\\.[0-9]{1,9}") && Double.parseDouble(text) <= 1
                    ? Double.parseDouble(text)
                    : mistake(key, text, "a share from 0 to 1", 1.0);
        }

        boolean flag(Key key) {
            String text = value(key);
            return text.matches("true|false") ? Boolean.parseBoolean(text) : mistake(key, text, "true or false", false);
        }

        Optional<String> text(Key key) {
            return Optional.of(value(key)).filter(text -> !text.isEmpty());
        }

        void end() throws OptionException {
            left.keySet().stream()
                    .filter(key -> !key.startsWith(".") && !key.startsWith("service.") && !key.startsWith("felix."))
                    .forEach(key -> mistakes.add(key + ": there is no such option"));
            if (!mistakes.isEmpty()) {
                throw new OptionException(String.join(" | ", mistakes));
            }
        }
    }
}
