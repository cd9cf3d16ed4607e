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
 * the tickets; then does one slice of compaction. A lone unit waits for nobody; the others gather while a force runs. Where commits need no
 * force, one is made when its time has come, before a segment is sealed, and around compaction.
 */
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /** Beyond the reserve, before a full disk counts as mended. */
    private static final long ROOM_TO_MEND = 1 << 20;

    private final Disk disk;
    private final Intake intake;
    private final Appender appender;
    private final Ledger ledger;
    private final Pulse pulse;
    private final Compactor compactor;
    private final JournalOptions options;

    private final List<Unit> run = new ArrayList<>();
    private final Set<Long> touched = new HashSet<>();
    private @Nullable SpoolException shortage;
    /** Why the batch at hand failed: what is left of it is refused without trying a failed medium again and again. */
    private @Nullable SpoolException failure;
    /** Compaction deletes what it copied: its copies are forced whatever the configuration says. */
    private boolean mustForce;

    private @Nullable SpoolException broken;
    private long unforcedSince;
    /** When the medium was last found to fail. */
    private long failedAt;

    Writer(Disk disk, Intake intake, Appender appender, Ledger ledger, Pulse pulse, JournalOptions options) {
        this.disk = disk;
        this.intake = intake;
        this.appender = appender;
        this.ledger = ledger;
        this.pulse = pulse;
        this.options = options;
        this.compactor = new Compactor(disk, ledger, pulse, this::commitCopies, this::forceNow);
    }

    @Override
    public void run() {
        try {
            List<Unit> units = intake.take(compactor.ready(), patience());
            while (units != null) {
                commitAll(units);
                tend(units.isEmpty());
                units = intake.take(broken == null && compactor.ready(), patience());
            }
            forceNow();
            compactor.close();
        } catch (InterruptedException e) {
            stop(new SpoolException(Kind.CLOSED, disk.name() + ": the spool's writer was interrupted", e));
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the spool's writer ended; restart to recover", disk.name(), e);
            stop(Faults.of(disk.name(), "the spool's writer ended", e));
        }
    }

    /** What is to be done between two batches. */
    private void tend(boolean idle) {
        if (appender.unforced()
                && System.nanoTime() - unforcedSince >= options.forceEvery().toNanos()) {
            forceNow();
        }
        List<Ticket> wanted = intake.takeCompactions();
        if (!wanted.isEmpty()) {
            if (forceNow()) {
                appender.seal();
                compactor.empty(wanted);
            } else {
                SpoolException why = failure;
                wanted.forEach(ticket -> ticket.fail(why == null ? Shipment.closed(disk.name()) : why));
            }
        }
        compactor.turn(!idle);
        if (idle && pulse.ill() && untilProbe() <= 0) {
            probe();
        }
    }

    /** How long the writer may sleep when there is nothing to do. */
    private long patience() {
        if (appender.unforced()) {
            return Math.max(1, options.forceEvery().toNanos() - (System.nanoTime() - unforcedSince));
        }
        return pulse.ill() ? Math.max(1, untilProbe()) : Long.MAX_VALUE;
    }

    /** A try that fails leaves work for compaction, which wakes the writer: without this it would try again at once. */
    private long untilProbe() {
        return options.probeEvery().toNanos() - (System.nanoTime() - failedAt);
    }

    /** Looks whether a medium that failed is well again, so that nobody's mail has to find out. */
    private void probe() {
        failedAt = System.nanoTime(); // unless it goes well
        try {
            if (disk.usableBytes() < options.reserveBytes() + ROOM_TO_MEND) {
                return;
            }
            appender.probe();
            recovered();
        } catch (IOException e) {
            pulse.failing(Faults.of(disk.name(), "trying the medium", e));
            appender.abandon();
        }
    }

    private void recovered() {
        if (pulse.well()) {
            LOG.info("{}: the spool accepts mail again", disk.name());
            compactor.wake();
        }
    }

    /** Puts on stable storage what counts without being there; false if that failed. */
    private boolean forceNow() {
        if (!appender.unforced()) {
            return true;
        }
        long begun = System.nanoTime();
        try {
            appender.force();
            pulse.forced(System.nanoTime() - begun);
            return true;
        } catch (IOException e) {
            medium(e);
            return false;
        }
    }

    /** Refuses everything from here on. */
    private void stop(SpoolException why) {
        broken = why;
        pulse.failing(why);
        intake.close();
        refuseRun(why);
        compactor.close();
        try {
            for (List<Unit> rest = intake.take(true, 0); rest != null; rest = intake.take(true, 0)) {
                rest.forEach(unit -> unit.ticket.fail(why));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitCopies(List<CopyUnit> copies) {
        mustForce = true;
        try {
            commitAll(copies);
        } finally {
            mustForce = false;
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
            return usable >= options.reserveBytes()
                    ? null
                    : new SpoolException(
                            Kind.FULL,
                            disk.name() + ": " + usable + " bytes free, the reserve is " + options.reserveBytes()
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
            if (forceNow()) {
                appender.seal();
            }
        }
        // Only now: what was committed above may have failed, and a chunk of this body with it.
        SpoolException no = failure != null ? failure : unit.check(ledger);
        if (no == null && shortage != null && unit.addsMail()) {
            failedAt = System.nanoTime();
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
            medium(e);
        }
    }

    private void commitRun() {
        if (run.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        boolean force = mustForce || options.forcesEach();
        try {
            if (force) {
                appender.force();
            } else {
                unforcedSince = appender.unforced() ? unforcedSince : begun;
                appender.write();
            }
        } catch (IOException e) {
            medium(e);
            return;
        }
        pulse.committed(run.size(), force ? System.nanoTime() - begun : -1);
        synchronized (ledger) {
            run.forEach(unit -> unit.apply(ledger));
        }
        if (shortage == null) {
            recovered();
        }
        run.forEach(unit -> unit.ticket.succeed());
        run.clear();
        touched.clear();
    }

    /** The medium failed: nothing of the run at hand counts. */
    private void medium(IOException e) {
        failedAt = System.nanoTime();
        SpoolException why = Faults.of(disk.name(), "writing the journal", e);
        if (pulse.failing(why)) {
            LOG.error("{}; changes are refused until a write succeeds", why.getMessage());
        }
        if (appender.unforced()) {
            LOG.error(
                    "{}: changes that were acknowledged before a force may be lost if the machine goes down now",
                    disk.name());
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
