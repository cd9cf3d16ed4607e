package org.grapnel.mta.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.mta.spool.MessageId;

/**
 * Message ids: microseconds since the epoch, made strictly ascending. They stay unique over restarts as long as the clock does not
 * go back by more than the process was down; the spool's highest id is the floor for the case that it does.
 */
public final class Ids {
    private static final String DIGITS = MessageId.DIGITS;
    private static final int LENGTH = MessageId.LENGTH;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** No later id is at or below this one. */
    public void floor(long id) {
        last.accumulateAndGet(id, Math::max);
    }

    public long next() {
        Instant now = clock.instant();
        long micros = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1_000);
        return last.accumulateAndGet(micros, (before, wanted) -> Math.max(before + 1, wanted));
    }

    /** 13 characters, in the order of the numbers. */
    public static String text(long id) {
        return MessageId.text(id);
    }

    /** The number behind the text, whatever its case. */
    public static long parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException(text + ": a message id has " + LENGTH + " characters");
        }
        long id = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = DIGITS.indexOf(Character.toUpperCase(text.charAt(i)));
            if (digit < 0) {
                throw new IllegalArgumentException(text + ": '" + text.charAt(i) + "' does not occur in a message id");
            }
            id = (id << 5) | digit;
        }
        if (DIGITS.indexOf(Character.toUpperCase(text.charAt(0))) > 7) { // 13 digits hold 65 bits
            throw new IllegalArgumentException(text + ": no message id is as large as that");
        }
        return id;
    }
}
