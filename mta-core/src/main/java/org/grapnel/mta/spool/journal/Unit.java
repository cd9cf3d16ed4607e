package org.grapnel.mta.spool.journal;

import java.util.List;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;

/** Records that must be there as a whole or not at all, and what they change. All methods run on the writer thread. */
abstract class Unit {
    final Ticket ticket = new Ticket();

    /** Ids of the messages that this unit says something about. */
    abstract List<Long> messages();

    /** Bytes that the records take at most. */
    abstract long bytes();

    /** Whether it is turned away first when space runs short. */
    boolean addsMail() {
        return false;
    }

    /** Looks whether the unit makes sense now; the reason if not. */
    abstract @Nullable SpoolException check(Ledger ledger);

    /** The records, in order; asked once, after a check that found nothing. */
    abstract List<Draft> drafts();

    /** Enters the records, which are on stable storage now, into the ledger. */
    abstract void apply(Ledger ledger);

    /** The unit was refused. */
    void refused(Ledger ledger, SpoolException why) {}
}
