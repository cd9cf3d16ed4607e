package org.grapnel.mta.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.mta.mail.MailMessage;
import org.jspecify.annotations.Nullable;

/** A part of the roster: a hash table by open addressing, which costs a message six to twelve bytes. Safe for use by any thread. */
final class RosterStripe {
    private static final int SMALLEST = 16;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private @Nullable MailMessage[] slots = new MailMessage[SMALLEST]; // guarded by this
    private int size; // guarded by this

    /** False when it took the place of one with the same number. */
    synchronized boolean put(MailMessage message) {
        int slot = slotOf(message.number());
        boolean added = slots[slot] == null;
        slots[slot] = message;
        if (added && ++size * 3 > slots.length * 2) {
            resize(slots.length * 2);
        }
        return added;
    }

    synchronized Optional<MailMessage> find(long number) {
        return Optional.ofNullable(slots[slotOf(number)]);
    }

    synchronized boolean remove(long number) {
        int hole = slotOf(number);
        if (slots[hole] == null) {
            return false;
        }
        slots[hole] = null;
        size--;
        closeUp(hole);
        if (slots.length > SMALLEST && size * 6 < slots.length) {
            resize(slots.length / 2);
        }
        return true;
    }

    /** Moves those behind the hole up, as far as their home allows, so that every search still ends at the first empty slot. */
    private void closeUp(int emptied) {
        int mask = slots.length - 1;
        int hole = emptied;
        int slot = (hole + 1) & mask;
        for (MailMessage moved = slots[slot]; moved != null; moved = slots[slot]) {
            if (((slot - home(moved.number())) & mask) >= ((slot - hole) & mask)) {
                slots[hole] = moved;
                slots[slot] = null;
                hole = slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    synchronized List<MailMessage> snapshot() {
        List<MailMessage> all = new ArrayList<>(size);
        for (MailMessage message : slots) {
            if (message != null) {
                all.add(message);
            }
        }
        return all;
    }

    private int home(long number) {
        return (int) ((number * SPREAD) >>> (Long.numberOfLeadingZeros(slots.length) + 1));
    }

    private int slotOf(long number) {
        int slot = home(number);
        for (MailMessage found = slots[slot]; found != null && found.number() != number; found = slots[slot]) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void resize(int length) {
        @Nullable MailMessage[] old = slots;
        slots = new MailMessage[length];
        for (MailMessage message : old) {
            if (message != null) {
                slots[slotOf(message.number())] = message;
            }
        }
    }
}
