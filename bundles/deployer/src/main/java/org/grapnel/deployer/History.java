package org.grapnel.deployer;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The latest actions and failures, each also written to the log. Safe for use by any thread. */
final class History {
    private static final int LONGEST = 500;
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final Clock clock;
    private final Deque<Event> events = new ArrayDeque<>();

    History(Clock clock) {
        this.clock = clock;
    }

    void good(String file, String text) {
        LOG.info("deploy/{}: {}", file, text);
        add(new Event(clock.instant(), file, true, text));
    }

    void bad(String file, String text) {
        LOG.error("deploy/{}: {}", file, text);
        add(new Event(clock.instant(), file, false, text));
    }

    private synchronized void add(Event event) {
        if (events.size() == LONGEST) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** Oldest first. */
    synchronized List<Event> events() {
        return new ArrayList<>(events);
    }
}
