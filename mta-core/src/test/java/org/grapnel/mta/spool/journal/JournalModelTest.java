package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.grapnel.mta.spool.DamagedBodyException;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random changes, faults, kills, power cuts and starts that are broken off, against a model: the acknowledged is always there, the refused never, units are whole; and where the disk
 * spoilt bytes that it had taken, that is found, and costs the messages of those bytes alone.
 */
class JournalModelTest {
    private static final int ROUNDS = 15;
    private static final long RESERVE = 1 << 20;
    private static final JournalOptions OPTIONS = Journals.SMALL.with(1 << 16, RESERVE);

    /** A change under way: the messages it is about, with the metadata each has after it; empty for none. */
    private record Change(Commit commit, Map<Long, Optional<String>> after) {
        /** By which one sees that it has happened: new mail, if there is some, for nothing else brings that. */
        Map.Entry<Long, Optional<String>> telling() {
            return after.entrySet().stream()
                    .max(Comparator.comparing(Map.Entry::getKey))
                    .orElseThrow();
        }
    }

    private final Map<Long, String> model = new HashMap<>();
    private final Map<Long, Integer> sizes = new HashMap<>();
    private final List<Change> running = new ArrayList<>();
    /** Refused since the last success: until another one, a crash may show them, as if it had come between force and reply. */
    private final List<Change> doubtful = new ArrayList<>();
    /** All that was ever written of a message. */
    private final Map<Long, Set<String>> versions = new HashMap<>();
    /** What the disk spoilt so far. */
    private int spoilt;

    private final Set<Long> busy = new HashSet<>();
    private long nextId = 1;
    private int version;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void what_was_acknowledged_is_there_after_every_crash(long seed) throws Exception {
        play(new Random(seed), false);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32})
    void what_the_disk_spoils_is_found_and_costs_nothing_else(long seed) throws Exception {
        play(new Random(seed), true);
        assertThat(spoilt).isPositive();
    }

    /** {@code -Dgrapnel.model.seeds=1000}, and {@code -Dgrapnel.model.first} to repeat those of an earlier run. */
    @Test
    @EnabledIfSystemProperty(named = "grapnel.model.seeds", matches = "[1-9][0-9]*")
    void all_of_it_for_as_many_seeds_as_are_asked_for() {
        long first = Long.getLong("grapnel.model.first", System.nanoTime());
        long end = first + Long.getLong("grapnel.model.seeds");
        System.out.println("model of the journal: seeds " + first + " to " + (end - 1));
        for (long seed = first; seed < end; seed++) {
            for (boolean spoils : new boolean[] {false, true}) {
                try {
                    new JournalModelTest().play(new Random(seed), spoils);
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("seed " + seed + (spoils ? ", with damages" : ""), e);
                }
            }
        }
    }

    private void play(Random random, boolean spoils) throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Corruption> strike =
                    spoils && random.nextBoolean() ? Corruption.strike(disk, random) : Optional.empty();
            spoilt += strike.isPresent() ? 1 : 0;
            disk.drops = new Random(random.nextLong());
            if (strike.isEmpty() && random.nextInt(3) == 0) {
                disk = brokenOffWhileOpening(disk, random);
            }
            JournalSpool spool = Journals.open(disk, OPTIONS);
            check(spool, strike, disk);
            int bursts = 1 + random.nextInt(12);
            for (int burst = 0; burst < bursts; burst++) {
                disk.failForces = random.nextInt(10) == 0;
                disk.failWrites = random.nextInt(10) == 0;
                disk.failTruncates = random.nextInt(10) == 0;
                disk.fault = random.nextBoolean() ? "No space left on device" : "Input/output error";
                disk.usable = random.nextInt(8) == 0 ? RESERVE - 1 : Long.MAX_VALUE;
                for (int i = random.nextInt(30); i > 0; i--) {
                    change(spool, random);
                    disk.failForces = disk.failForces ? random.nextInt(3) > 0 : random.nextInt(200) == 0;
                }
                if (burst < bursts - 1) {
                    settle();
                    assertThat(Journals.all(spool)).as("round %d", round).isEqualTo(new TreeMap<>(model));
                }
            }
            List<Change> acknowledged =
                    running.stream().filter(change -> change.commit.isDone()).toList();
            SimulatedDisk next = random.nextInt(3) == 0 ? disk.killed() : disk.crash(random);
            // Those that are done were, before the disk was looked at; what was refused among them stays in doubt.
            acknowledged.forEach(this::apply);
            running.removeAll(acknowledged);
            running.addAll(0, doubtful);
            doubtful.clear();
            spool.close();
            disk = next;
        }
    }

    /** What a start leaves that met faults of the disk, or did not, and after which the power went again. */
    private static SimulatedDisk brokenOffWhileOpening(SimulatedDisk disk, Random random) throws Exception {
        disk.failTruncates = random.nextBoolean();
        disk.failForces = random.nextBoolean();
        disk.failWrites = random.nextBoolean();
        SimulatedDisk left;
        try (JournalSpool spool = Journals.open(disk, OPTIONS)) {
            left = spool.status().messages() > 0 && random.nextBoolean() ? disk.killed() : disk.crash(random);
        } catch (IOException e) {
            left = disk.crash(random);
        }
        left.drops = new Random(random.nextLong());
        return left;
    }

    private void change(JournalSpool spool, Random random) {
        List<Long> idle = model.keySet().stream()
                .filter(id -> !busy.contains(id))
                .sorted()
                .toList();
        int what = random.nextInt(15);
        Map<Long, Optional<String>> after = new TreeMap<>();
        Commit commit;
        if (what < 3 || what >= 12 || idle.isEmpty()) {
            commit = store(spool, random, what >= 12 ? some(idle, random) : List.of(), after);
        } else {
            long id = idle.get(random.nextInt(idle.size()));
            String metadata = newVersion(id, random);
            after.put(id, what < 6 ? Optional.of(metadata) : Optional.empty());
            commit = what < 6 ? spool.update(id, Journals.meta(metadata)) : spool.remove(id);
        }
        busy.addAll(after.keySet());
        running.add(new Change(commit, after));
    }

    private String newVersion(long id, Random random) {
        String metadata = "v" + version++ + "x".repeat(random.nextInt(300));
        versions.get(id).add(metadata);
        return metadata;
    }

    private static List<Long> some(List<Long> idle, Random random) {
        return idle.stream()
                .filter(id -> random.nextInt(idle.size()) < 2)
                .limit(3)
                .toList();
    }

    /** New mail, together with the end of some messages, or a change of them. */
    private Commit store(JournalSpool spool, Random random, List<Long> changed, Map<Long, Optional<String>> after) {
        List<org.grapnel.mta.spool.Change> changes = new ArrayList<>();
        for (long id : changed) {
            if (random.nextBoolean()) {
                String metadata = newVersion(id, random);
                after.put(id, Optional.of(metadata));
                changes.add(new org.grapnel.mta.spool.Change.Update(id, Journals.meta(metadata)));
            } else {
                after.put(id, Optional.empty());
                changes.add(new org.grapnel.mta.spool.Change.Remove(id));
            }
        }
        int size = random.nextInt(40) == 0 ? random.nextInt(3 << 20) : random.nextInt(6000);
        long body = nextId;
        List<Entry> entries = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String metadata = body + " v" + version++;
            sizes.put(nextId, size);
            versions.put(nextId, new HashSet<>(Set.of(metadata)));
            after.put(nextId, Optional.of(metadata));
            entries.add(new Entry(nextId++, Journals.meta(metadata)));
        }
        entries.forEach(entry -> firstOf.put(entry.id(), body));
        return spool.store(List.of(new Load(Bodies.inMemory(Journals.bodyOf(body, size)), entries)), changes);
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
                doubtful.clear();
            } else {
                doubtful.add(change);
            }
        });
    }

    private void enter(Change change) {
        change.after.forEach(
                (id, metadata) -> metadata.ifPresentOrElse(text -> model.put(id, text), () -> model.remove(id)));
    }

    /** Compares; a change whose outcome nobody saw may have happened or not, as a whole; what was spoilt may be as it ever was, or gone. */
    private void check(JournalSpool spool, Optional<Corruption> strike, SimulatedDisk disk) throws Exception {
        Map<Long, String> found = Journals.all(spool);
        for (Change unknown : running) {
            Map.Entry<Long, Optional<String>> any = unknown.telling();
            if (any.getValue().equals(Optional.ofNullable(found.get(any.getKey())))) {
                enter(unknown);
            }
        }
        running.clear();
        busy.clear();
        Set<Long> hit = strike.map(Corruption::messages).orElse(Set.of());
        for (long id : hit) {
            String now = found.get(id);
            if (now == null) {
                model.remove(id);
            } else {
                assertThat(versions.get(id))
                        .as("message %d after %s", id, strike)
                        .contains(now);
                model.put(id, now);
            }
        }
        Map<Long, String> expected = new TreeMap<>(model);
        assertThat(found.entrySet()).as("%s", strike).containsExactlyElementsOf(expected.entrySet());
        if (strike.isPresent()) {
            assertThat(spool.status().damaged()).as("%s", strike).isPositive();
            assertThat(disk.quarantine).as("%s", strike).isNotEmpty();
        }
        if (spoilt == 0) {
            // Segments whose first force never ended may have lost their headers, which is reported; nothing else may
            // be.
            assertThat(disk.quarantine.keySet()).allMatch(name -> name.matches("[0-9]{16}\\.journal(-0)?"));
        }
        bodyless.addAll(hit);
        for (long id : found.keySet()) {
            readBody(spool, id);
        }
    }

    /** Messages that may have lost their bodies. */
    private final Set<Long> bodyless = new HashSet<>();

    private void readBody(JournalSpool spool, long id) throws Exception {
        byte[] expected = Journals.bodyOf(firstOf.get(id), sizes.get(id));
        try {
            assertThat(java.util.Arrays.equals(Journals.read(spool, id), expected))
                    .as("body of " + id)
                    .isTrue();
        } catch (DamagedBodyException e) {
            assertThat(bodyless).as("message %d: %s", id, e.getMessage()).contains(id);
        }
    }
}
