package org.grapnel.mta.spool.journal;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A hash table of values that carry their own long key: open addressing, six to twelve bytes a value. Confined to its owner's lock. */
final class LongTable<V extends LongTable.Keyed> {
    interface Keyed {
        long key();
    }

    private static final int SMALLEST = 64;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private @Nullable Keyed[] slots = new Keyed[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only V goes in
    @Nullable
    V get(long key) {
        return (V) slots[slotOf(key)];
    }

    /** Puts the value in place of one with the same key. */
    void put(V value) {
        int slot = slotOf(value.key());
        if (slots[slot] == null) {
            size++;
        }
        slots[slot] = value;
        if (size * 3L > slots.length * 2L) {
            grow();
        }
    }

    @SuppressWarnings("unchecked")
    @Nullable
    V remove(long key) {
        int hole = slotOf(key);
        Keyed removed = slots[hole];
        if (removed == null) {
            return null;
        }
        size--;
        slots[hole] = null;
        int mask = slots.length - 1;
        // Those behind the hole move up, as far as their home slot allows: no tombstones, so a table that churns stays
        // fast.
        for (int slot = (hole + 1) & mask; slots[slot] != null; slot = (slot + 1) & mask) {
            Keyed moved = slots[slot];
            if (((slot - home(moved.key())) & mask) >= ((slot - hole) & mask)) {
                slots[hole] = moved;
                slots[slot] = null;
                hole = slot;
            }
        }
        return (V) removed;
    }

    @SuppressWarnings("unchecked")
    void forEach(Consumer<V> action) {
        for (Keyed value : slots) {
            if (value != null) {
                action.accept((V) value);
            }
        }
    }

    long[] sortedKeys() {
        long[] keys = new long[size];
        int n = 0;
        for (Keyed value : slots) {
            if (value != null) {
                keys[n++] = value.key();
            }
        }
        Arrays.sort(keys);
        return keys;
    }

    private int home(long key) {
        return (int) ((key * SPREAD) >>> (Long.numberOfLeadingZeros(slots.length) + 1));
    }

    /** The slot that holds the key, or the empty one where it would go. */
    private int slotOf(long key) {
        int slot = home(key);
        for (Keyed found = slots[slot]; found != null && found.key() != key; found = slots[slot]) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        Keyed[] old = slots;
        slots = new Keyed[old.length * 2];
        for (Keyed value : old) {
            if (value != null) {
                slots[slotOf(value.key())] = value;
            }
        }
    }
}
