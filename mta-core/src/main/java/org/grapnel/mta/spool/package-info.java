/**
 * NAME
 *
 * <p>spool – keeps bodies and the metadata of messages on stable storage
 *
 * <h2>PLACE IN A MESSAGE'S LIFE</h2>
 *
 * Between reception and queue: the client's 250 follows the {@link Commit} of the store (RFC 5321 4.2.5 and 6.1: with the 250 the
 * responsibility is ours). Each delivery attempt reads the body and updates the metadata; the final event of the last recipient removes
 * the message. At start-up every message found goes back to its queue.
 *
 * <h2>TYPES</h2>
 *
 * {@link Spool}, its {@link Load}s, {@link Change}s and its {@link Commit}; {@link Body} in memory ({@link MemoryBody}) or in a file ({@link SpillFileBody}), made by
 * {@link Bodies}; {@link DamagedBodyException}; {@link Entry}, {@link StoredVisitor}, {@link SpoolStatus}, {@link CheckReport}; {@link OutsideSpool} for what a handler stores. The implementation is
 * {@link org.grapnel.mta.spool.journal.JournalSpool}; another one passes {@code SpoolContractTest}.
 *
 * <h2>THREADS</h2>
 *
 * Everything may be called from any thread. Actions after a commit run on the spool's writer and must be short.
 *
 * <h2>FAILURE</h2>
 *
 * {@link SpoolException} with a kind and one line. FULL is answered 452 4.3.1, READ_ONLY and FAILED 451 4.3.0 (RFC 3463 3.4).
 *
 * <h2>SEE ALSO</h2>
 *
 * {@link org.grapnel.mta.spool.journal}
 */
@org.jspecify.annotations.NullMarked
package org.grapnel.mta.spool;
