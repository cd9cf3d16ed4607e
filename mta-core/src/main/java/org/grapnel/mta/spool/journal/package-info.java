/**
 * NAME
 *
 * <p>journal – the spool as one append-only journal in segments, with group commit
 *
 * <h2>PLACE IN A MESSAGE'S LIFE</h2>
 *
 * As the {@linkplain org.grapnel.mta.spool spool}, which it implements.
 *
 * <h2>TYPES</h2>
 *
 * A caller makes a {@link Unit} of {@link Draft}s (for a store: {@link Shipment}; with changes of other messages: {@link JointUnit}), checksums its payloads and puts it into the
 * {@link Intake}. The {@link Writer} takes all units that wait, the {@link Appender} writes them to the active {@link Segment} and forces
 * once, each unit enters itself into the {@link Ledger}, the {@link Ticket}s are settled. The {@link Compactor} works between two
 * batches. {@link JournalReader} reads back, first from the {@link BodyCache}; {@link Inspection} and
 * {@link OfflineCheck} verify; {@link Recovery} with {@link TornTail} and {@link Replay} opens. {@link Disk} and
 * {@link SegmentFile} are the seam to the file system.
 *
 * <h2>FORMAT</h2>
 *
 * Files {@code NNNNNNNNNNNNNNNN.journal}: a {@link SegmentHeader}, then records, each a {@link RecordHeader} and a payload: BODY (a chunk of
 * at most 1 MB), META (the metadata of one message, and which body it has), REMOVE. The last record of a unit says that it closes it;
 * units of different callers never interleave and never span segments. A large body sends all chunks but the last as units of their own:
 * without the META records that close the store they are dead. Each record has a number (lsn) that ascends in the order of writing;
 * a copy keeps it. What counts for a message is its META or REMOVE with the highest number, wherever it lies.
 *
 * <h2>WHY A REMOVED MESSAGE STAYS REMOVED</h2>
 *
 * A REMOVE must stay on disk as long as any META of its message does, dead ones included. All METAs of a message are written before its
 * REMOVE, compaction copies live METAs only, and segment numbers ascend; so they all lie in the range from the segment of the first META to
 * the segment of the newest, and no META enters the range later. The REMOVE carries that range. When its own segment is emptied, it is
 * copied forward if another segment of the range exists, and left behind if none does: its own segment goes as a whole, with the METAs in
 * it. A file counts as existing until its deletion was forced. A superseded META needs no guard: the newer META outlives it, being
 * live, or its REMOVE guards both. Bodies need none: without a META nobody asks for them. Remove records still needed count as live when a
 * segment is judged, so compaction frees at least the configured share of each segment that it copies and can't run in circles.
 *
 * <h2>WHY NOTHING ACKNOWLEDGED IS LOST, AND NOTHING REFUSED BELIEVED</h2>
 *
 * A ticket is settled after the force, and the directory's force if the file is new. A segment is deleted after its live records were forced
 * elsewhere, and the ledger, counting from both sides, finds none left; if one is missing the segment is kept. After a crash the last
 * segment is cut after its last whole unit before the first bad record. Each record says how much of its segment was forced before; damage
 * before such a mark was once durable, hence is no torn tail and costs only the records it hits. After a failed write or force nothing of the
 * batch counts: the segment is cut to its forced length and never appended to, for after a failed force the kernel may take lost pages for
 * clean. If it can't be cut, the header of the next segment names it with that length, recovery cuts it, and the last segment that
 * names it stays as long as it does. If that header is lost, too, both were the last to be written, and both are cut after their last whole unit. (If the process dies before there is a next segment, a refused batch may be read as whole: the same as a crash
 * between force and reply. Recovery forces what it believes. It never writes again what stands on the disk; so where that failed force had lost pages and the
 * system shows them still, a power cut soon after the start may take the refused batch away again.) Markers drawn for each segment keep mail that contains journal records from being taken for such.
 *
 * <p>Where {@code forceEvery} is not zero, a batch counts once the system has it, and is forced later, before its segment is sealed, and before a
 * segment is deleted. That is what an operator chose to risk: only then can what counts be lost with the machine. When such a force fails, its segment is in
 * doubt and compaction saves what can be read of it.
 *
 * <h2>THREADS</h2>
 *
 * One writer thread owns the end of the journal, compaction and all changes; callers encode; readers read by position. The ledger's monitor
 * is held for look-ups and changes, never during I/O.
 *
 * <h2>FAILURE</h2>
 *
 * Errors of the medium refuse the batch with FULL, READ_ONLY or FAILED; the next batch tries a fresh segment, so the spool is well again
 * when the medium is; a probe finds out when nobody writes. Below the reserve of free space mail is refused while removals, updates and compaction go on. A fault of the
 * program ends the writer and refuses all. A message whose body is damaged keeps its metadata, so that its sender can be told; reading the body says so.
 *
 * <h2>MEASURED</h2>
 *
 * By {@code SpoolBenchmark} in the tests, bodies of 10 KB, ext4 on a virtual disk, two cores shared with other work: 700–2,600 stores a second
 * from one thread, 6,000–19,000 from 20, 22,000–27,000 from 100; recovery reads 2 GB a second. The ledger takes about 160 bytes of heap a
 * message. Plain appends were chosen: files filled with zeros ahead gave 5,900 instead of 4,100 forces of 10 KB a second and 4,400 instead of
 * 1,600–2,000 of 100 KB on the idle machine, but group commit makes forces the smaller cost, and zeros are a second write of every byte.
 *
 * <h2>SEE ALSO</h2>
 *
 * {@link org.grapnel.mta.spool.Spool}; {@code docs/spool-format.md}
 */
@org.jspecify.annotations.NullMarked
package org.grapnel.mta.spool.journal;
