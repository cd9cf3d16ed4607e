package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.grapnel.mta.spool.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of all segments, in order, into the ledger. The newest record of a message counts, wherever its copies are. */
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final Disk disk;
    private final Ledger ledger;
    private final LongTable<StoredMessage> messages;
    private final LongTable<StoredBody> bodies;
    private long maxLsn;
    private long maxBody;
    private int damaged;
    /** Messages of which something was set aside. */
    private final Set<Long> suspects = new TreeSet<>();

    Replay(Disk disk, Ledger ledger) {
        this.disk = disk;
        this.ledger = ledger;
        this.messages = ledger.messageTable();
        this.bodies = ledger.bodyTable();
    }

    long nextLsn() {
        return maxLsn + 1;
    }

    long nextBody() {
        return maxBody + 1;
    }

    int damaged() {
        return damaged;
    }

    /** Messages that are not there because of damage, as far as can be told: one that was removed may be among them. */
    List<Long> lost() {
        return suspects.stream().filter(id -> messages.get(id) == null).toList();
    }

    void segment(Segment segment) throws IOException {
        if (segment.length <= Segment.FIRST) {
            return;
        }
        SegmentScanner walk = new SegmentScanner(segment.file, segment.marker, Segment.FIRST, segment.length);
        boolean more = true;
        while (more) {
            more = walk.next();
            if (walk.afterGap()) {
                setAside(segment, walk.gapStart(), walk.offset(), "no record can be made out");
            }
            if (more) {
                record(segment, walk);
            }
        }
    }

    private void record(Segment segment, SegmentScanner walk) throws IOException {
        RecordHeader header = walk.header();
        maxLsn = Math.max(maxLsn, header.lsn());
        if (!walk.payloadIntact()) {
            setAside(segment, walk.offset(), walk.offset() + header.size(), header.says());
            if (header.type() == RecordHeader.META) {
                suspects.add(header.id());
            }
        } else if (header.type() == RecordHeader.BODY) {
            body(segment, walk.offset(), header);
        } else if (header.type() == RecordHeader.META) {
            meta(segment, walk.offset(), header);
        } else {
            remove(segment, header, walk.payload());
        }
    }

    private void body(Segment segment, int offset, RecordHeader header) {
        maxBody = Math.max(maxBody, header.id());
        if (header.ref() >= 0 && header.ref() < StoredBody.MAX_CHUNKS) {
            bodyOf(header.id())
                    .place((int) header.ref(), new Chunk(segment, offset, header.length()), header.lastChunk());
        }
    }

    private StoredBody bodyOf(long id) {
        StoredBody body = bodies.get(id);
        if (body == null) {
            body = new StoredBody(id);
            bodies.put(body);
        }
        return body;
    }

    private void meta(Segment segment, int offset, RecordHeader header) {
        maxBody = Math.max(maxBody, header.ref());
        StoredMessage before = messages.get(header.id());
        if (before != null && before.lsn > header.lsn()) {
            return;
        }
        StoredMessage message =
                new StoredMessage(header.id(), bodyOf(header.ref()), segment, offset, header.length(), header.lsn());
        if (before != null) {
            message.oldest = before.oldest;
        }
        messages.put(message);
    }

    private void remove(Segment segment, RecordHeader header, byte[] payload) {
        ByteBuffer range = ByteBuffer.wrap(payload);
        segment.guards(range.getLong(0), range.getLong(Long.BYTES), header.size());
        StoredMessage message = messages.get(header.id());
        if (message != null && message.lsn < header.lsn()) {
            messages.remove(header.id());
        }
    }

    private void setAside(Segment segment, int from, int to, String what) throws IOException {
        damaged++;
        String copy = segment.file.name() + "-" + from;
        try {
            disk.setAside(segment.file, from, to - from, copy, what);
        } catch (IOException e) {
            segment.untouchable = true; // until a start that can copy it
            LOG.error(
                    "{}/{}: {} bytes at {} are damaged ({}) and can't be set aside, so the segment is kept: {}",
                    disk.name(),
                    segment,
                    to - from,
                    from,
                    what,
                    e.getMessage());
            return;
        }
        LOG.error(
                "{}/{}: {} bytes at {} are damaged ({}); set aside to quarantine/{}",
                disk.name(),
                segment,
                to - from,
                from,
                what,
                copy);
    }

    /** Settles what is live: bodies without messages are dead. Of a message without its whole body the metadata is copied aside, too; it stays, so that its sender can be told. */
    void finish() throws IOException {
        List<StoredMessage> bodiless = new ArrayList<>();
        messages.forEach(message -> {
            message.body.holders++;
            message.segment.live += message.recordSize();
            if (!message.body.complete()) {
                bodiless.add(message);
            }
        });
        for (StoredMessage message : bodiless) {
            LOG.error(
                    "{}: message {}: its body is damaged; the metadata is copied aside, too",
                    disk.name(),
                    MessageId.text(message.key()));
            setAside(
                    message.segment,
                    message.offset,
                    message.offset + message.recordSize(),
                    "the metadata of message " + MessageId.text(message.key()) + ", whose body is damaged");
        }
        List<StoredBody> dead = new ArrayList<>();
        bodies.forEach(body -> {
            if (body.holders == 0) {
                dead.add(body);
            } else {
                body.chunks().forEach(chunk -> chunk.segment().live += chunk.recordSize());
            }
        });
        dead.forEach(body -> bodies.remove(body.key()));
        ledger.askReview();
    }
}
