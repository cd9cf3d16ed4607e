package org.grapnel.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.grapnel.testkit.ReceivedMail.Fate;

/** What a receiver collected: mails (unless it only counts) and the values of the id header. Guarded by itself. */
final class Mailbox {
    private final boolean countOnly;
    private final String idHeader;
    private final List<ReceivedMail> mails = new ArrayList<>();
    private final Map<Fate, Map<String, Integer>> ids = new EnumMap<>(Fate.class);
    private final Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    private long bytes;
    private int order;

    private final String notedHeader;
    private final Map<String, List<String>> noted = new HashMap<>();
    private final Map<List<String>, List<String>> values = new HashMap<>(); // few, however many mails

    /** @param notedHeader whose values are kept for each id; empty = none */
    Mailbox(boolean countOnly, String idHeader, String notedHeader) {
        this.countOnly = countOnly;
        this.idHeader = idHeader;
        this.notedHeader = notedHeader;
    }

    synchronized int nextOrder() {
        return ++order;
    }

    void add(ReceivedMail mail, long size) {
        var id = mail.header(idHeader);
        List<String> seen = notedHeader.isEmpty() ? List.of() : mail.headers(notedHeader);
        synchronized (this) {
            if (!countOnly) mails.add(mail);
            counts.merge(mail.fate(), 1, Integer::sum);
            bytes += size;
            if (!notedHeader.isEmpty() && mail.fate() == Fate.ACCEPTED)
                id.ifPresent(i -> noted.put(i, values.computeIfAbsent(seen, same -> same)));
            id.ifPresent(
                    i -> ids.computeIfAbsent(mail.fate(), f -> new HashMap<>()).merge(i, 1, Integer::sum));
        }
    }

    synchronized List<ReceivedMail> mails(Fate fate) {
        return mails.stream().filter(m -> m.fate() == fate).toList();
    }

    synchronized int count(Fate fate) {
        return counts.getOrDefault(fate, 0);
    }

    synchronized Map<String, Integer> ids(Fate fate) {
        return Map.copyOf(ids.getOrDefault(fate, Map.of()));
    }

    synchronized Map<String, List<String>> noted() {
        return Map.copyOf(noted);
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized void clear() {
        mails.clear();
        ids.clear();
        noted.clear();
        counts.clear();
        bytes = 0;
    }
}
