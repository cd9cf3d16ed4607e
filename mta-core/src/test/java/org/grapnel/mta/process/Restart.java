package org.grapnel.mta.process;

/** What a start does with the mail that a former run left, for rigs of other rooms. */
public final class Restart {
    private static final int RESIDENT = 1_000;

    private Restart() {}

    public static void of(Rig rig) throws Exception {
        new Recovered(rig.spool, rig.dispatcher.live(), rig.queue, rig.ids, RESIDENT).enqueueAll();
    }
}
