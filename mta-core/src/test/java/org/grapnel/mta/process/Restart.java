package org.grapnel.mta.process;

import java.util.concurrent.ExecutorService;

/** What a start does with the mail that a former run left, for rigs of other rooms. */
public final class Restart {
    private static final int RESIDENT = 1_000;

    private Restart() {}

    public static void of(Rig rig) throws Exception {
        ExecutorService readers = Threads.readers();
        try {
            new Recovered(rig.spool, rig.dispatcher.live(), rig.queue, rig.ids, RESIDENT).enqueueAll(readers);
        } finally {
            readers.shutdownNow();
        }
    }
}
