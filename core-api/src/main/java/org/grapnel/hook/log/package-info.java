/**
 * NAME: log – what happened, for those who keep records.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside all other rooms: each event is told once, after it is a fact.
 *
 * <p>TYPES: {@link org.grapnel.hook.log.RemoteReply} is the end of an attempt, {@link
 * org.grapnel.hook.log.AccountingRecord} an accountable event, {@link org.grapnel.hook.log.TlsReportRecord} a line of
 * a TLS report, {@link org.grapnel.hook.log.RejectionPhase} and {@link org.grapnel.hook.log.LogLevel} sort the rest;
 * the log hooks of sections 12 and 13.
 *
 * <p>THREADS: the one on which it happened; a slow handler slows mail down, so queue and return.
 *
 * <p>FAILURE: a faulty handler is skipped.
 *
 * <p>STANDARDS: RFC 8460.
 *
 * <p>SEE ALSO: session, deliver, bounce.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.log;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
