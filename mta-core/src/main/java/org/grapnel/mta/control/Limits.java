package org.grapnel.mta.control;

import java.time.Duration;

/**
 * How much one command line may take.
 *
 * @param line bytes of UTF-8
 * @param output characters shown
 * @param input characters that come through a pipe to one command
 * @param time from its first command to its last
 */
public record Limits(int line, long output, int input, Duration time) {
    public static final Limits DEFAULT =
            new Limits(64 * 1024, 64L * 1024 * 1024, 16 * 1024 * 1024, Duration.ofMinutes(15));
}
