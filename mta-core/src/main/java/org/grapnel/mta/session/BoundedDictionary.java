package org.grapnel.mta.session;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A dictionary of text to text that refuses to grow without end. Belongs to one thread. */
final class BoundedDictionary extends AbstractMap<String, String> {
    static final int MAX_ENTRIES = 1_000;
    static final int MAX_CHARS = 256 * 1024;

    private final String name;
    private final Map<String, String> entries = new TreeMap<>();
    private int chars;

    BoundedDictionary(String name) {
        this.name = name;
    }

    /** Holds just what the other one holds. */
    void become(BoundedDictionary other) {
        if (!entries.equals(other.entries)) {
            entries.clear();
            entries.putAll(other.entries);
            chars = other.chars;
        }
    }

    @Override
    public @Nullable String put(String key, String value) {
        String before = entries.get(key);
        int growth = value.length() + (before == null ? key.length() : -before.length());
        if (chars + growth > MAX_CHARS || (before == null && entries.size() >= MAX_ENTRIES)) {
            throw new IllegalStateException(key + ": the " + name + " dictionary is full; it takes " + MAX_ENTRIES
                    + " entries and " + MAX_CHARS / 1024 + " KB");
        }
        chars += growth;
        return entries.put(key, value);
    }

    @Override
    public @Nullable String remove(Object key) {
        String before = entries.remove(key);
        if (before != null) {
            chars -= before.length() + ((String) key).length();
        }
        return before;
    }

    @Override
    public @Nullable String get(Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public void clear() {
        entries.clear();
        chars = 0;
    }

    /** A view to read; entries are put and removed through the map. */
    @Override
    public Set<Entry<String, String>> entrySet() {
        return Collections.unmodifiableMap(entries).entrySet(); // its entries are read-only, too
    }
}
