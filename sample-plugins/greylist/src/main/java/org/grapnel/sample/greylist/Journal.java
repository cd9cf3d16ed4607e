package org.grapnel.sample.greylist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries on disk: numbered files of changes, read in order, the last record of a key wins. Each start writes a file of
 * its own, the next number; so the old and the new version of this bundle never write the same file while they run side by side.
 *
 * <p>THREADS: confined to the journal thread after it was opened.
 */
final class Journal implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Pattern NAME = Pattern.compile("[0-9]{8}\\.journal");
    private static final long LEAST_RECORDS_TO_COMPACT = 100_000;
    /** Each start leaves a file behind. */
    private static final int MAX_OLD_FILES = 20;

    private final Path folder;
    private final Map<Key, Entry> known = new LinkedHashMap<>();
    private Segment segment;
    private int number;
    private long records;
    private int oldFiles;

    private Journal(Path folder, int number, Segment segment) {
        this.folder = folder;
        this.number = number;
        this.segment = segment;
    }

    /** Reads what is there and begins a file of its own. Damaged files are set aside with one log line. */
    static Journal open(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = files(folder);
        int last = files.isEmpty() ? 0 : numberOf(files.get(files.size() - 1));
        Journal journal = new Journal(folder, last + 1, Segment.create(file(folder, last + 1)));
        for (Path file : files) {
            journal.read(file);
            journal.oldFiles++;
        }
        return journal;
    }

    /** What was read, handed over once. */
    Map<Key, Entry> takeKnown() {
        Map<Key, Entry> taken = Map.copyOf(known);
        known.clear();
        return taken;
    }

    void append(Map<Key, Entry> changes) throws IOException {
        segment.append(changes);
        records += changes.size();
    }

    /** True when most of what is on disk is history, or lies in many files. */
    boolean wantsCompaction(int live) {
        return oldFiles > MAX_OLD_FILES || records > Math.max(LEAST_RECORDS_TO_COMPACT, 4L * live);
    }

    /** Begins the next file with all entries and deletes those before it; not while a later start writes a file of its own. */
    void compact(Map<Key, Entry> live) throws IOException {
        List<Path> old = files(folder);
        oldFiles = 0;
        records = live.size();
        if (!old.isEmpty() && numberOf(old.get(old.size() - 1)) > number) {
            return;
        }
        // whole and on the disk before it gets its name, so that a crash leaves either the old files or the new one
        Path draft = folder.resolve("compacting");
        Files.deleteIfExists(draft);
        Segment next = Segment.create(draft);
        try {
            next.append(live);
            next.force();
            Files.move(draft, file(folder, number + 1), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            next.close();
            throw e;
        }
        segment.close();
        segment = next;
        number++;
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        segment.force();
        segment.close();
    }

    private void read(Path file) throws IOException {
        try {
            records += Segment.read(file, known::put);
        } catch (Segment.Damage e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error(
                    "{}: {}; what stands before it is used, the file is kept as {} and may be deleted",
                    file,
                    e.getMessage(),
                    aside.getFileName());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> NAME.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static Path file(Path folder, int number) {
        return folder.resolve(String.format("%08d.journal", number));
    }

    private static int numberOf(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 8));
    }
}
