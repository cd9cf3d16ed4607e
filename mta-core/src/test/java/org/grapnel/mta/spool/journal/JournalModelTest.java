package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes, faults and power cuts against a model: the acknowledged is always there, the refused never, units are whole. */
class JournalModelTest {
    private static final int ROUNDS = 15;

    /** A change under way: the messages it is about, with the metadata each has after it; empty for none. */
    private record Change(Commit commit, Map<Long, Optional<String>> after) {}

    private final Map<Long, String> model = new HashMap<>();
    private final Map<Long, Integer> sizes = new HashMap<>();
    private final List<Change> running = new ArrayList<>();
    private final Set<Long> busy = new HashSet<>();
    private long nextId = 1;
    private int version;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void what_was_acknowledged_is_there_after_every_crash(long seed) throws Exception {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        for (int round = 0; round < ROUNDS; round++) {
            JournalSpool spool = Journals.open(disk);
            check(spool);
            int bursts = 1 + random.nextInt(12);
            for (int burst = 0; burst < bursts; burst++) {
                disk.failForces = random.nextInt(10) == 0;
                disk.failWrites = random.nextInt(10) == 0;
                for (int i = random.nextInt(30); i > 0; i--) {
                    change(spool, random);
                }
                if (burst < bursts - 1) {
                    settle();
                }
            }
            List<Change> acknowledged =
                    running.stream().filter(change -> change.commit.isDone()).toList();
            SimulatedDisk next = disk.crash(random);
            acknowledged.forEach(this::apply);
            running.removeAll(acknowledged);
            spool.close();
            disk = next;
        }
    }

    private void change(JournalSpool spool, Random random) {
        List<Long> idle = model.keySet().stream()
                .filter(id -> !busy.contains(id))
                .sorted()
                .toList();
        int what = random.nextInt(12);
        Map<Long, Optional<String>> after = new TreeMap<>();
        Commit commit;
        if (what < 3 || idle.isEmpty()) {
            commit = store(spool, random, after);
        } else {
            long id = idle.get(random.nextInt(idle.size()));
            String metadata = "v" + version++ + "x".repeat(random.nextInt(300));
            after.put(id, what < 6 ? Optional.of(metadata) : Optional.empty());
            commit = what < 6 ? spool.update(id, Journals.meta(metadata)) : spool.remove(id);
        }
        busy.addAll(after.keySet());
        running.add(new Change(commit, after));
    }

    private Commit store(JournalSpool spool, Random random, Map<Long, Optional<String>> after) {
        int size = random.nextInt(40) == 0 ? random.nextInt(3 << 20) : random.nextInt(6000);
        long body = nextId;
        List<Entry> entries = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String metadata = body + " v" + version++;
            sizes.put(nextId, size);
            after.put(nextId, Optional.of(metadata));
            entries.add(new Entry(nextId++, Journals.meta(metadata)));
        }
        entries.forEach(entry -> firstOf.put(entry.id(), body));
        return spool.store(Bodies.inMemory(Journals.bodyOf(body, size)), entries);
    }

    private final Map<Long, Long> firstOf = new HashMap<>();

    private void settle() {
        running.forEach(change -> Journals.until(change.commit::isDone));
        running.forEach(this::apply);
        running.clear();
        busy.clear();
    }

    private void apply(Change change) {
        change.commit.whenDone(failure -> {
            if (failure.isEmpty()) {
                enter(change);
            }
        });
    }

    private void enter(Change change) {
        change.after.forEach(
                (id, metadata) -> metadata.ifPresentOrElse(text -> model.put(id, text), () -> model.remove(id)));
    }

    /** Compares; a change whose outcome nobody saw may have happened or not, as a whole. */
    private void check(JournalSpool spool) throws Exception {
        Map<Long, String> found = Journals.all(spool);
        for (Change unknown : running) {
            Map.Entry<Long, Optional<String>> any =
                    unknown.after.entrySet().iterator().next();
            if (any.getValue().equals(Optional.ofNullable(found.get(any.getKey())))) {
                enter(unknown);
            }
        }
        running.clear();
        busy.clear();
        assertThat(found).isEqualTo(new TreeMap<>(model));
        // A segment whose first force never ended may have lost its header, which is reported; nothing else may be.
        assertThat(spool.status().damaged()).isLessThanOrEqualTo(1);
        for (long id : found.keySet()) {
            byte[] expected = Journals.bodyOf(firstOf.get(id), sizes.get(id));
            assertThat(java.util.Arrays.equals(Journals.read(spool, id), expected))
                    .as("body of " + id)
                    .isTrue();
        }
    }
}
