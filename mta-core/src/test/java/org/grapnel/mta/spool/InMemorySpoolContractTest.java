package org.grapnel.mta.spool;

/** The contract is not made for the journal alone: the simplest spool passes it as well. */
class InMemorySpoolContractTest extends SpoolContractTest {
    private final InMemorySpool.Medium medium = new InMemorySpool.Medium();

    @Override
    protected Spool open() {
        return new InMemorySpool(medium);
    }
}
