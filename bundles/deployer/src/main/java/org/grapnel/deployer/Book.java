package org.grapnel.deployer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.grapnel.deployer.gate.Generations;
import org.grapnel.deployer.live.LiveUnit;

/** All deployments, in memory and for the next start. Changed by one thread at a time; read by any. */
final class Book {
    private final Ledger ledger;
    private final Generations generations;
    private final SortedMap<String, Deployment> deployments = new TreeMap<>();
    /** Of an earlier run, not yet taken up. */
    private final Map<String, Saved> unread = new HashMap<>();

    private final Map<String, Integer> reserved = new HashMap<>();
    private volatile List<Deployment> snapshot = List.of();

    Book(Ledger ledger, Generations generations) {
        this.ledger = ledger;
        this.generations = generations;
    }

    /** By file. Safe for calls by any thread. */
    List<Deployment> deployments() {
        return snapshot;
    }

    Optional<Deployment> of(String file) {
        return Optional.ofNullable(deployments.get(file));
    }

    /** By the name of what is live, else by file. */
    Optional<Deployment> named(String name) {
        return snapshot.stream()
                .filter(each -> each.live().isPresent()
                        && each.live().get().unit().name().equals(name))
                .findFirst()
                .or(() -> snapshot.stream()
                        .filter(each -> each.file().equals(name))
                        .findFirst());
    }

    /** What is live for a file; not what somebody has uninstalled by other means. */
    Optional<LiveUnit> liveOf(String file) {
        return of(file).flatMap(Deployment::live).filter(LiveUnit::isThere);
    }

    void put(Deployment deployment) {
        deployments.put(deployment.file(), deployment);
        settle();
    }

    void drop(String file) {
        deployments.remove(file);
        settle();
    }

    /** What an earlier run left, by file; it stays on disk until {@link #restored}. */
    Map<String, Saved> restore() {
        unread.putAll(ledger.read());
        return Map.copyOf(unread);
    }

    void restored() {
        unread.clear();
        settle();
    }

    /** Keeps one more copy of a file, of what runs as a shadow. */
    void reserve(String file, int generation) {
        reserved.put(file, generation);
    }

    void unreserve(String file) {
        reserved.remove(file);
        settle();
    }

    private void settle() {
        snapshot = List.copyOf(deployments.values());
        SortedMap<String, Saved> all = new TreeMap<>(unread);
        deployments.forEach((file, deployment) -> all.put(file, Saved.of(deployment)));
        ledger.write(all);
        Map<String, Set<Integer>> kept = new HashMap<>();
        all.forEach((file, saved) -> {
            Set<Integer> numbers = kept.computeIfAbsent(file, any -> new HashSet<>());
            numbers.add(saved.live());
            saved.previous().ifPresent(previous -> numbers.add(previous.generation()));
        });
        reserved.forEach((file, number) ->
                kept.computeIfAbsent(file, any -> new HashSet<>()).add(number));
        generations.retain(kept);
    }
}
