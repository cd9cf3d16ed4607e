package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.grapnel.mta.spool.CheckReport;
import org.grapnel.mta.spool.CheckReport.Damage;
import org.grapnel.mta.spool.SpoolException;

/**
 * Reads every record of the journal anew and verifies it, while the writer goes on; segments stay until they are read. What is damaged is copied
 * to the quarantine and named. One check at a time, on the thread of who asks.
 */
final class Inspection {
    private final Disk disk;
    private final Ledger ledger;
    private final JournalReader reader;
    private final Pulse pulse;
    /** Places that were counted before. Guarded by this. */
    private final Set<String> known = new HashSet<>();

    Inspection(Disk disk, Ledger ledger, JournalReader reader, Pulse pulse) {
        this.disk = disk;
        this.ledger = ledger;
        this.reader = reader;
        this.pulse = pulse;
    }

    /** What one check adds up. */
    private static final class Findings {
        int segments;
        long records;
        long bytes;
        long damaged;
        final List<Damage> damages = new ArrayList<>();
    }

    synchronized CheckReport run() throws SpoolException {
        Findings findings = new Findings();
        for (Segment segment : ledger.segments()) {
            int length = ledger.hold(segment);
            try {
                if (length > Segment.FIRST) {
                    read(segment, length, findings);
                    findings.segments++;
                    findings.bytes += length;
                }
            } catch (IOException e) {
                throw Faults.of(disk.name() + "/" + segment, "checking", e);
            } finally {
                reader.release(segment);
            }
        }
        return new CheckReport(
                findings.segments, findings.records, findings.bytes, List.copyOf(findings.damages), findings.damaged);
    }

    private void read(Segment segment, int length, Findings findings) throws IOException {
        SegmentScanner walk = new SegmentScanner(segment.file, segment.marker, Segment.FIRST, length);
        boolean more = true;
        while (more) {
            more = walk.next();
            if (walk.afterGap()) {
                damage(
                        segment,
                        walk.gapStart(),
                        walk.offset(),
                        "no record can be made out",
                        ledger.messagesIn(segment, walk.gapStart(), walk.offset()),
                        findings);
            }
            if (more && walk.payloadIntact()) {
                findings.records++;
            } else if (more) {
                RecordHeader header = walk.header();
                int end = walk.offset() + header.size();
                damage(
                        segment,
                        walk.offset(),
                        end,
                        header.says(),
                        ledger.messagesIn(segment, walk.offset(), end),
                        findings);
            }
        }
    }

    private void damage(Segment segment, int from, int to, String what, List<Long> messages, Findings findings)
            throws IOException {
        findings.damaged++;
        String place = segment + "-" + from;
        disk.setAside(segment.file, from, to - from, place, what);
        if (findings.damages.size() < CheckReport.MOST_DAMAGES) {
            String needed = messages.isEmpty() ? "; nobody needs it" : "";
            findings.damages.add(new Damage(segment.toString(), from, to - from, what + needed, messages));
        }
        if (known.size() < CheckReport.MOST_DAMAGES && known.add(place)) {
            pulse.damaged();
        }
    }
}
