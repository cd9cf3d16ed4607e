package org.grapnel.mta.spool.journal;

import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolContractTest;

class JournalSpoolContractTest extends SpoolContractTest {
    @Override
    protected Spool open() throws Exception {
        return Journals.open(directory);
    }
}
