package org.grapnel.sample.eventlog;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration that was found good.
 *
 * @param path absolute
 * @param maxSize in bytes
 * @param files that are kept, the current one included
 * @param queue how many lines may wait
 */
record Settings(Path path, long maxSize, int files, int queue) {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(KB|MB|GB)");
    private static final Map<String, Long> UNITS = Map.of("KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    /** What holds without a file; a test compares it with the defaults of {@link EventLogConfig}. */
    static Settings byDefault(Path base) {
        return new Settings(base.resolve("log/events.jsonl").toAbsolutePath(), 100 << 20, 10, 20_000);
    }

    /** Reads all keys; IllegalArgumentException says {@code key: what is wrong and what would be right}. */
    static Settings of(Path base, EventLogConfig config) {
        return new Settings(
                path(base, config.path()),
                size(config.max__size()),
                number("files", config.files(), 1, 1_000),
                number("queue", config.queue(), 100, 1_000_000));
    }

    private static Path path(Path base, String text) {
        try {
            Path path = base.resolve(text).toAbsolutePath().normalize();
            if (text.isBlank() || text.endsWith("/") || path.getParent() == null) {
                throw new IllegalArgumentException("path: '" + text + "' is not a file; write log/events.jsonl");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("path: '" + text + "' is not a path; write log/events.jsonl", e);
        }
    }

    private static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("max_size: '" + text + "' is not a size; write 500KB, 100MB or 2GB");
        }
        return Integer.parseInt(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1L);
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
}
