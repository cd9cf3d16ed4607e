package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the journal. Each turn takes all that waits, appends it, forces once, enters it into the ledger, settles
 * the tickets; then does one slice of compaction. A lone unit waits for nobody; the others gather while a force runs.
 */
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Disk disk;
    private final Intake intake;
    private final Appender appender;
    private final Ledger ledger;
    private final Pulse pulse;
    private final Compactor compactor;
    private final long reserveBytes;

    private final List<Unit> run = new ArrayList<>();
    private final Set<Long> touched = new HashSet<>();
    private @Nullable SpoolException shortage;
    /** Why the batch at hand failed: what is left of it is refused without trying a failed medium again and again. */
    private @Nullable SpoolException failure;

    private @Nullable SpoolException broken;

    Writer(Disk disk, Intake intake, Appender appender, Ledger ledger, Pulse pulse, long reserveBytes) {
        this.disk = disk;
        this.intake = intake;
        this.appender = appender;
        this.ledger = ledger;
        this.pulse = pulse;
        this.reserveBytes = reserveBytes;
        this.compactor = new Compactor(disk, ledger, pulse, this::commitAll);
    }

    @Override
    public void run() {
        try {
            List<Unit> units = intake.take(compactor.ready());
            while (units != null) {
                commitAll(units);
                if (broken == null) {
                    compactor.turn(!units.isEmpty());
                }
                units = intake.take(broken == null && compactor.ready());
            }
        } catch (InterruptedException e) {
            stop(new SpoolException(Kind.CLOSED, disk.name() + ": the spool's writer was interrupted", e));
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the spool's writer ended; restart to recover", disk.name(), e);
            stop(Faults.of(disk.name(), "the spool's writer ended", e));
        }
    }

    /** Refuses everything from here on. */
    private void stop(SpoolException why) {
        broken = why;
        pulse.failing(why);
        intake.close();
        refuseRun(why);
        try {
            for (List<Unit> rest = intake.take(true); rest != null; rest = intake.take(true)) {
                rest.forEach(unit -> unit.ticket.fail(why));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitAll(List<? extends Unit> units) {
        shortage = units.isEmpty() ? null : shortOfSpace();
        failure = null;
        try {
            for (Unit unit : units) {
                admit(unit);
            }
            commitRun();
        } catch (RuntimeException | Error e) {
            SpoolException why = Faults.of(disk.name(), "the spool's writer ended", e);
            units.forEach(unit -> unit.ticket.fail(why)); // settled ones stay as they are
            throw e;
        }
    }

    /** Mail is refused before the space is gone: removals and compaction, which free it, have to write. */
    private @Nullable SpoolException shortOfSpace() {
        try {
            long usable = disk.usableBytes();
            return usable >= reserveBytes
                    ? null
                    : new SpoolException(
                            Kind.FULL,
                            disk.name() + ": " + usable + " bytes free, the reserve is " + reserveBytes
                                    + "; make space or lower the reserve");
        } catch (IOException e) {
            return Faults.of(disk.name(), "asking for free space", e);
        }
    }

    private void admit(Unit unit) {
        for (Long id : unit.messages()) {
            if (touched.contains(id)) {
                commitRun(); // what it builds on must be in the ledger, or refused, first
                break;
            }
        }
        if (!appender.fits(unit.bytes())) {
            commitRun();
            appender.seal();
        }
        // Only now: what was committed above may have failed, and a chunk of this body with it.
        SpoolException no = failure != null ? failure : unit.check(ledger);
        if (no == null && shortage != null && unit.addsMail()) {
            if (pulse.failing(shortage)) {
                LOG.error("{}", shortage.getMessage());
            }
            no = shortage;
        }
        if (no != null) {
            refuse(unit, no);
            return;
        }
        run.add(unit);
        touched.addAll(unit.messages());
        try {
            for (Draft draft : unit.drafts()) {
                appender.append(draft);
            }
        } catch (IOException e) {
            failRun(e);
        }
    }

    private void commitRun() {
        if (run.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        try {
            appender.force();
        } catch (IOException e) {
            failRun(e);
            return;
        }
        pulse.committed(run.size(), System.nanoTime() - begun);
        synchronized (ledger) {
            run.forEach(unit -> unit.apply(ledger));
        }
        if (shortage == null && pulse.well()) {
            LOG.info("{}: the spool accepts mail again", disk.name());
        }
        run.forEach(unit -> unit.ticket.succeed());
        run.clear();
        touched.clear();
    }

    private void failRun(IOException e) {
        SpoolException why = Faults.of(disk.name(), "writing the journal", e);
        if (pulse.failing(why)) {
            LOG.error("{}; changes are refused until a write succeeds", why.getMessage());
        }
        failure = why;
        appender.abandon();
        refuseRun(why);
    }

    private void refuseRun(SpoolException why) {
        List<Unit> refused = List.copyOf(run);
        run.clear();
        touched.clear();
        refused.forEach(unit -> refuse(unit, why));
    }

    private void refuse(Unit unit, SpoolException why) {
        unit.refused(ledger, why);
        unit.ticket.fail(why);
    }
}
