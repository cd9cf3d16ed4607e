/**
 * NAME: event-log – one JSON line for each reception, rejection, attempt, delivery and failure.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside it: the six log hooks, and {@code log_reopen}.
 *
 * <p>TYPES: {@link org.grapnel.sample.eventlog.EventLog} is the handler, {@link
 * org.grapnel.sample.eventlog.EventLogConfig} its configuration; Line makes JSON of an event, LineThread queues and
 * writes lines, EventFile is the file with its rotation.
 *
 * <p>THREADS: a line is made by the thread that tells the event, and written by the one writer thread; nobody waits for a
 * disk.
 *
 * <p>FAILURE: what does not fit the queue, or can't be written, is dropped and counted, and the count is a line of its own.
 *
 * <p>STANDARDS: RFC 8259 (JSON), RFC 3339 (time).
 *
 * <p>SEE ALSO: README.md.
 */
@NullMarked
package org.grapnel.sample.eventlog;

import org.jspecify.annotations.NullMarked;
