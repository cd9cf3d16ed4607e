package org.grapnel.mta.spool.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A disk in memory that knows what was forced, can lose the rest, and fails on demand. */
final class SimulatedDisk implements Disk {
    private static final int SECTOR = 512;

    final Map<String, byte[]> quarantine = new TreeMap<>();
    private final Map<String, Content> files = new TreeMap<>();
    /** Directory entries on stable storage. */
    private Map<String, Content> durableNames = new HashMap<>();

    volatile boolean failWrites;
    volatile boolean failForces;
    volatile boolean failTruncates;
    volatile boolean failCopies;
    /** Decides what of a failed force got there; null: nothing, and a later force tries again. */
    @Nullable
    Random drops;

    volatile String fault = "Input/output error";
    volatile long usable = Long.MAX_VALUE;
    int forces;

    /** What a file holds, and what of it would survive. */
    private static final class Content {
        byte[] bytes = new byte[1024];
        int length;
        byte[] durable = new byte[0];
        int dirtyFrom;

        /** What the system shows when nobody has the file open: of what is clean, the disk's bytes, which a failed force may have lost. */
        Content copy() {
            Content copy = new Content();
            copy.bytes = bytes.clone();
            System.arraycopy(durable, 0, copy.bytes, 0, Math.min(durable.length, Math.min(dirtyFrom, length)));
            copy.length = length;
            copy.durable = durable.clone();
            copy.dirtyFrom = dirtyFrom;
            return copy;
        }

        /** A force failed: some sectors got there, and all count as clean from now on, as kernels have it. */
        void dropPages(Random random) {
            int before = durable.length;
            durable = Arrays.copyOf(durable, length);
            for (int at = Math.min(dirtyFrom, length); at < length; at = (at / SECTOR + 1) * SECTOR) {
                int end = Math.min(length, (at / SECTOR + 1) * SECTOR);
                if (random.nextBoolean()) {
                    System.arraycopy(bytes, at, durable, at, end - at);
                } else if (at < before && end > before) {
                    Arrays.fill(durable, before, end, (byte) 0);
                }
            }
            dirtyFrom = length;
        }

        void force() {
            if (durable.length != length || dirtyFrom < length) {
                int kept = Math.min(dirtyFrom, Math.min(length, durable.length));
                durable = Arrays.copyOf(durable, length);
                System.arraycopy(bytes, kept, durable, kept, length - kept);
            }
            dirtyFrom = length;
        }
    }

    private void fail(boolean asked) throws IOException {
        if (asked) {
            throw new IOException(fault);
        }
    }

    /** The disk after the process was killed: the system still shows all, and knows what is not on stable storage. */
    synchronized SimulatedDisk killed() {
        SimulatedDisk after = new SimulatedDisk();
        Map<Content, Content> copies = new HashMap<>();
        files.forEach((name, content) -> after.files.put(name, copies.computeIfAbsent(content, Content::copy)));
        durableNames.forEach(
                (name, content) -> after.durableNames.put(name, copies.computeIfAbsent(content, Content::copy)));
        after.quarantine.putAll(quarantine);
        return after;
    }

    /** The disk after the power went: what was forced, and of the rest nothing. */
    SimulatedDisk keepingForced() {
        return crash(null);
    }

    /** The disk after the power went: what was forced, and any sectors of the rest. */
    synchronized SimulatedDisk crash(Random random) {
        SimulatedDisk after = new SimulatedDisk();
        Map<String, Content> names = random != null && random.nextBoolean() ? files : durableNames;
        names.forEach((name, content) -> after.files.put(name, survivor(content, random)));
        after.durableNames = new HashMap<>(after.files);
        after.quarantine.putAll(quarantine);
        return after;
    }

    private static Content survivor(Content content, Random random) {
        Content after = new Content();
        after.bytes = content.durable.clone();
        if (random != null && random.nextBoolean()) {
            int length = content.length <= content.durable.length
                    ? content.length
                    : content.durable.length + random.nextInt(content.length - content.durable.length + 1);
            after.bytes = Arrays.copyOf(content.durable, length);
            int loss = 1 + random.nextInt(20);
            for (int at = content.dirtyFrom; at < length; at = (at / SECTOR + 1) * SECTOR) {
                int end = Math.min(length, (at / SECTOR + 1) * SECTOR);
                if (random.nextInt(loss) > 0 || loss == 1) {
                    System.arraycopy(content.bytes, at, after.bytes, at, end - at);
                }
            }
        }
        if (random != null && after.bytes.length > content.dirtyFrom && random.nextInt(3) == 0) {
            int at = content.dirtyFrom + random.nextInt(after.bytes.length - content.dirtyFrom);
            after.bytes[at] ^= (byte) (1 + random.nextInt(255)); // never forced: it may be anything
        }
        after.length = after.bytes.length;
        after.durable = after.bytes.clone();
        after.dirtyFrom = after.length;
        return after;
    }

    /** No name has been made durable yet. */
    synchronized void forgetNames() {
        durableNames.clear();
    }

    synchronized byte[] content(String name) {
        return Arrays.copyOf(files.get(name).bytes, files.get(name).length);
    }

    /** Puts a file there, durable. */
    synchronized void put(String name, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes.clone();
        content.length = bytes.length;
        content.force();
        files.put(name, content);
        durableNames.put(name, content);
    }

    synchronized void flip(String name, int at) {
        byte[] bytes = content(name);
        bytes[at] ^= 0x40;
        put(name, bytes);
    }

    /** Flips a bit under the hands of whoever has the file open. */
    synchronized void damage(String name, int at) {
        files.get(name).bytes[at] ^= 0x40;
    }

    synchronized void remove(String name) {
        files.remove(name);
        durableNames.remove(name);
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized SegmentFile create(String file) throws IOException {
        fail(failWrites);
        files.put(file, new Content());
        return open(file);
    }

    @Override
    public synchronized SegmentFile open(String file) throws IOException {
        Content content = files.get(file);
        if (content == null) {
            throw new FileNotFoundException(file);
        }
        return new Handle(file, content);
    }

    @Override
    public synchronized void delete(String file) throws IOException {
        fail(failWrites);
        files.remove(file);
    }

    @Override
    public synchronized void syncDirectory() throws IOException {
        fail(failForces);
        durableNames = new HashMap<>(files);
    }

    @Override
    public synchronized void setAside(SegmentFile from, long start, long length, String as, String what)
            throws IOException {
        fail(failCopies);
        ByteBuffer copy = ByteBuffer.allocate((int) length);
        from.read(copy, start);
        quarantine.putIfAbsent(as, copy.array());
    }

    @Override
    public synchronized long usableBytes() {
        return usable;
    }

    private final class Handle implements SegmentFile {
        private final String name;
        private final Content content;

        Handle(String name, Content content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                return content.length;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) {
            synchronized (SimulatedDisk.this) {
                int n = (int) Math.max(0, Math.min(target.remaining(), content.length - position));
                if (n > 0) {
                    target.put(content.bytes, (int) position, n);
                }
                return n;
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                int n = source.remaining();
                boolean failing = failWrites;
                if (failing) {
                    n /= 2; // as a full disk does: some of it gets there
                }
                int end = (int) position + n;
                if (end > content.bytes.length) {
                    content.bytes = Arrays.copyOf(content.bytes, Math.max(end, content.bytes.length * 2));
                }
                source.get(content.bytes, (int) position, n);
                content.length = Math.max(content.length, end);
                content.dirtyFrom = (int) Math.min(content.dirtyFrom, position);
                fail(failing);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedDisk.this) {
                boolean failing = failForces; // looked at once: a test may change it meanwhile
                if (failing && drops != null) {
                    content.dropPages(drops);
                }
                fail(failing);
                forces++;
                content.force();
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (SimulatedDisk.this) {
                fail(failTruncates);
                content.length = (int) length;
                content.dirtyFrom = (int) Math.min(content.dirtyFrom, length);
            }
        }

        @Override
        public void close() {}
    }
}
