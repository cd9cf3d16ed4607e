package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.grapnel.mta.spool.SpoolException;

/**
 * Verifies a spool that no process uses, without changing it: recovery is played through against a disk that only pretends to write. What
 * recovery would set aside is a damage; what it would cut off was never acknowledged, and is none. Called by the launcher.
 */
public final class OfflineCheck {
    /** Everything is whole. */
    public static final int WHOLE = 0;
    /** Something is damaged. */
    public static final int DAMAGED = 1;
    /** The check could not be made. */
    public static final int IMPOSSIBLE = 2;

    private OfflineCheck() {}

    /** Prints one line a damage and a last line with the sum; the exit status. */
    public static int run(String directory, PrintStream out, PrintStream err) {
        try {
            Path path = Path.of(directory);
            if (!Files.isDirectory(path)) {
                err.println("grapnel: " + directory + ": there is no such directory; name one such as data/spool");
                return IMPOSSIBLE;
            }
            DirectoryLock lock = DirectoryLock.take(path);
            try {
                return check(new Rehearsal(new DirectoryDisk(path), out), out);
            } finally {
                lock.close();
            }
        } catch (SpoolException e) {
            err.println("grapnel: " + e.getMessage());
            return IMPOSSIBLE;
        } catch (IOException | InvalidPathException e) {
            err.println("grapnel: " + directory + ": can't be checked: " + e.getMessage());
            return IMPOSSIBLE;
        }
    }

    private static int check(Rehearsal disk, PrintStream out) throws IOException, SpoolException {
        Ledger ledger = new Ledger(1, new BodyCache(0));
        new Recovery(disk, ledger, Integer.MAX_VALUE).run();
        Ledger.Totals totals = ledger.totals();
        for (Segment segment : ledger.segments()) {
            segment.file.close();
        }
        out.println(totals.messages() + " messages, " + totals.liveBytes() + " bytes live and " + totals.deadBytes()
                + " dead in " + totals.segments() + " segments, " + disk.damages + " damaged places");
        return disk.damages == 0 ? WHOLE : DAMAGED;
    }

    /** Reads what is there, writes nothing, tells what would be set aside. */
    private static final class Rehearsal implements Disk {
        private final Disk real;
        private final PrintStream out;
        private int damages;

        Rehearsal(Disk real, PrintStream out) {
            this.real = real;
            this.out = out;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public List<String> list() throws IOException {
            return real.list();
        }

        @Override
        public SegmentFile create(String file) throws IOException {
            throw new IOException(file + ": a check makes no files");
        }

        @Override
        public SegmentFile open(String file) throws IOException {
            return new ReadOnly(real.open(file));
        }

        @Override
        public void delete(String file) {
            out.println(file + ": was begun and never used");
        }

        @Override
        public void syncDirectory() {
            // nothing was changed
        }

        @Override
        public void setAside(SegmentFile from, long start, long length, String as, String what) {
            damages++;
            out.println(from.name() + ": " + length + " bytes at " + start + " are damaged: " + what);
        }

        @Override
        public long usableBytes() throws IOException {
            return real.usableBytes();
        }
    }

    /** A file that stays as it is. */
    private record ReadOnly(SegmentFile real) implements SegmentFile {
        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            throw new IOException(name() + ": a check writes nothing");
        }

        @Override
        public void force() {
            // nothing was written
        }

        @Override
        public void truncate(long length) {
            // what lies beyond was never acknowledged, and recovery will cut it
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
