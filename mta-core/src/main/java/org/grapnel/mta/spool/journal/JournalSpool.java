package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.Change;
import org.grapnel.mta.spool.CheckReport;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Load;
import org.grapnel.mta.spool.MessageId;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;
import org.grapnel.mta.spool.SpoolStatus;
import org.grapnel.mta.spool.StoredVisitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A spool in one append-only journal; the package's description tells how and why. */
public final class JournalSpool implements Spool {
    private static final Logger LOG = LoggerFactory.getLogger(JournalSpool.class);
    /** Bounds a unit, which lies in one segment, far below what an offset can say. */
    private static final long MAX_METADATA_OF_A_STORE = 1 << 29;

    /**
     * What a journal is given.
     *
     * @param writerThread makes the one thread that writes
     * @param markers random numbers, unguessable for those who send mail
     */
    public record Surroundings(Clock clock, ThreadFactory writerThread, IntSupplier markers) {}

    private final String directory;
    private final AutoCloseable lock;
    private final JournalOptions options;
    private final BodyCache cache;
    private final Ledger ledger;
    private final Intake intake;
    private final Pulse pulse;
    private final JournalReader reader;
    private final Inspection inspection;
    private final List<Long> lost;
    private final AtomicLong nextBody;
    private final Thread writer;
    private volatile boolean closed;

    private JournalSpool(Disk disk, AutoCloseable lock, JournalOptions options, Surroundings given)
            throws IOException, SpoolException {
        this.directory = disk.name();
        this.lock = lock;
        this.options = options;
        this.cache = new BodyCache(options.coreBytes());
        this.ledger = new Ledger(options.deadRatio(), cache);
        Recovery.Result found = new Recovery(disk, ledger, options.segmentBytes()).run();
        this.intake = new Intake(options.queueBytes());
        this.pulse = new Pulse(given.clock(), found.damaged());
        this.reader = new JournalReader(directory, ledger, cache, intake::nudge);
        this.inspection = new Inspection(disk, ledger, this.reader, this.pulse);
        this.lost = found.lost();
        this.nextBody = new AtomicLong(found.nextBody());
        Appender appender = new Appender(disk, ledger, options.segmentBytes(), given.markers(), found);
        this.writer = given.writerThread().newThread(new Writer(disk, intake, appender, ledger, pulse, options));
    }

    /**
     * Opens the spool in a directory, which is made if need be, and recovers what is there.
     *
     * @throws SpoolException UNUSABLE if another process has it, else what the medium says
     */
    public static JournalSpool open(Path directory, JournalOptions options, Surroundings given) throws SpoolException {
        try {
            DirectoryLock lock = DirectoryLock.take(directory);
            try {
                return open(new DirectoryDisk(directory), lock, options, given);
            } catch (IOException | SpoolException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw Faults.of(directory.toString(), "opening the spool", e);
        }
    }

    static JournalSpool open(Disk disk, AutoCloseable lock, JournalOptions options, Surroundings given)
            throws IOException, SpoolException {
        JournalSpool spool = new JournalSpool(disk, lock, options, given);
        spool.writer.start();
        if (!options.forcesEach()) {
            LOG.warn(
                    "{}: durability is interval: mail is acknowledged up to {} before it is on stable storage;"
                            + " when the machine goes down, that much of it is lost",
                    disk.name(),
                    options.forceEvery());
        }
        SpoolStatus found = spool.status();
        LOG.info(
                "{}: {} messages in {} segments, {} damaged places",
                disk.name(),
                found.messages(),
                found.segments(),
                found.damaged());
        return spool;
    }

    @Override
    public Commit store(List<Load> loads, List<Change> changes) {
        Optional<SpoolException> wrong = outOfBounds(loads, changes);
        if (wrong.isPresent()) {
            return Ticket.refused(wrong.get());
        }
        return new Shipment(directory, intake).send(loads, changes, nextBody.getAndAdd(loads.size()));
    }

    private static Optional<SpoolException> outOfBounds(List<Load> loads, List<Change> changes) {
        if (loads.isEmpty()) {
            throw new IllegalArgumentException("nothing to store");
        }
        Set<Long> ids = new HashSet<>();
        long bytes = 0;
        for (Change change : changes) {
            int length = change instanceof Change.Update update ? update.metadata().length : 0;
            bytes += length;
            if (!ids.add(change.id())) {
                return Optional.of(twice(change.id()));
            }
            if (length > MAX_METADATA) {
                return Optional.of(tooLarge(change.id(), length));
            }
        }
        for (Load load : loads) {
            for (Entry message : load.messages()) {
                bytes += message.metadata().length;
                if (message.id() <= 0) {
                    throw new IllegalArgumentException("message id " + message.id() + " is not positive");
                }
                if (!ids.add(message.id())) {
                    return Optional.of(twice(message.id()));
                }
                if (message.metadata().length > MAX_METADATA) {
                    return Optional.of(tooLarge(message.id(), message.metadata().length));
                }
            }
            long size = load.body().size();
            if (bytes > MAX_METADATA_OF_A_STORE || size > (long) StoredBody.MAX_CHUNKS * RecordHeader.MAX_PAYLOAD) {
                return Optional.of(new SpoolException(
                        Kind.TOO_LARGE,
                        "message " + MessageId.text(load.messages().get(0).id()) + ": " + size + " bytes of body and "
                                + bytes + " of metadata are more than one store takes"));
            }
        }
        return Optional.empty();
    }

    private static SpoolException twice(long id) {
        return new SpoolException(Kind.DUPLICATE_MESSAGE, "message " + MessageId.text(id) + ": twice in one store");
    }

    private static SpoolException tooLarge(long id, int bytes) {
        return new SpoolException(
                Kind.TOO_LARGE,
                "message " + MessageId.text(id) + ": " + bytes + " bytes of metadata, " + MAX_METADATA + " at most");
    }

    @Override
    public Commit update(long messageId, byte[] metadata) {
        return metadata.length > MAX_METADATA
                ? Ticket.refused(tooLarge(messageId, metadata.length))
                : hand(new MessageUnits.UpdateUnit(messageId, metadata, true));
    }

    @Override
    public Commit remove(long messageId) {
        return hand(new MessageUnits.RemoveUnit(messageId, true));
    }

    private Commit hand(Unit unit) {
        return intake.put(unit) ? unit.ticket : Ticket.refused(Shipment.closed(directory));
    }

    @Override
    public Optional<byte[]> metadata(long messageId) throws SpoolException {
        mustBeOpen();
        return reader.metadata(messageId);
    }

    @Override
    public Body body(long messageId) throws SpoolException {
        mustBeOpen();
        return reader.body(messageId);
    }

    @Override
    public boolean inCore(long messageId) {
        return reader.inCore(messageId);
    }

    @Override
    public void pull(long messageId) throws SpoolException {
        mustBeOpen();
        reader.pull(messageId);
    }

    @Override
    public CheckReport check() throws SpoolException {
        mustBeOpen();
        return inspection.run();
    }

    @Override
    public Commit compact() {
        return intake.compact(Shipment.closed(directory));
    }

    /** Ids of all messages present, those that share a body together. */
    public List<List<Long>> messagesByBody() {
        return ledger.messagesByBody();
    }

    /** Messages that were not given back at opening because something of them was damaged, as far as can be told. */
    public List<Long> lostMessages() {
        return lost;
    }

    @Override
    public void forEach(StoredVisitor visitor, ExecutorService readers) throws SpoolException {
        mustBeOpen();
        reader.forEach(visitor, readers);
    }

    private void mustBeOpen() throws SpoolException {
        if (closed) {
            throw Shipment.closed(directory);
        }
    }

    @Override
    public SpoolStatus status() {
        return pulse.status(
                ledger.totals(), intake.bytes(), options.forcesEach() ? "each" : "interval", cache.status());
    }

    @Override
    public void close() {
        intake.close();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        ledger.segments().forEach(segment -> closeQuietly(segment.file));
        closeQuietly(lock);
    }

    private void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("{}: closing: {}", directory, e.toString());
        }
    }
}
