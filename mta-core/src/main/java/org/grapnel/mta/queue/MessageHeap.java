package org.grapnel.mta.queue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.grapnel.mta.mail.MailMessage;
import org.jspecify.annotations.Nullable;

/**
 * A set of messages that gives out the first by an order, and lets go of any one of them at the price of a few comparisons: each
 * message knows its place in it. What the order looks at, and the number of
 * attempts, must not change while a message is in it. Guarded by the Domain's lock.
 */
final class MessageHeap {
    /** Those that are due first. */
    static final Comparator<MailMessage> BY_TIME = MessageHeap::byTime;
    /** Those of high priority first, among equals those that were due first. */
    static final Comparator<MailMessage> BY_PRIORITY = (one, other) ->
            one.priority() != other.priority() ? Integer.compare(other.priority(), one.priority()) : byTime(one, other);

    private static final @Nullable MailMessage[] NONE = {};

    private final Comparator<MailMessage> order;
    private @Nullable MailMessage[] messages = NONE;
    private int size;
    private long bytes;
    private int untried;

    MessageHeap(Comparator<MailMessage> order) {
        this.order = order;
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    /** Messages that were never tried. */
    int untried() {
        return untried;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(MailMessage message) {
        if (size == messages.length) {
            messages = Arrays.copyOf(messages, Math.max(4, size + size / 2));
        }
        bytes += message.size();
        untried += message.attempts() == 0 ? 1 : 0;
        rise(message, size++);
    }

    Optional<MailMessage> peek() {
        return size == 0 ? Optional.empty() : Optional.of(at(0));
    }

    Optional<MailMessage> poll() {
        Optional<MailMessage> first = peek();
        first.ifPresent(this::remove);
        return first;
    }

    boolean contains(MailMessage message) {
        return message.slot() < size && messages[message.slot()] == message;
    }

    /** False when it is not here. */
    boolean remove(MailMessage message) {
        if (!contains(message)) {
            return false;
        }
        int hole = message.slot();
        MailMessage last = at(--size);
        messages[size] = null;
        bytes -= message.size();
        untried -= message.attempts() == 0 ? 1 : 0;
        if (last != message) {
            sink(last, hole);
            if (messages[hole] == last) {
                rise(last, hole);
            }
        }
        if (size < messages.length / 4) { // what a burst took is given back
            messages = size == 0 ? NONE : Arrays.copyOf(messages, messages.length / 2);
        }
        return true;
    }

    /** In no particular order; only while the lock is held. */
    Stream<MailMessage> stream() {
        return Arrays.stream(messages, 0, size).map(MailMessage.class::cast);
    }

    /** Spelled out: in a long queue, chained comparators were one part in twenty of all that relaying a mail costs. */
    private static int byTime(MailMessage one, MailMessage other) {
        int order = Long.compare(one.state().nextAttempt(), other.state().nextAttempt());
        return order != 0 ? order : Long.compare(one.number(), other.number());
    }

    private void rise(MailMessage message, int from) {
        int slot = from;
        while (slot > 0) {
            int parent = (slot - 1) / 2;
            if (order.compare(message, at(parent)) >= 0) {
                break;
            }
            put(at(parent), slot);
            slot = parent;
        }
        put(message, slot);
    }

    private void sink(MailMessage message, int from) {
        int slot = from;
        for (int child = 2 * slot + 1; child < size; child = 2 * slot + 1) {
            if (child + 1 < size && order.compare(at(child + 1), at(child)) < 0) {
                child++;
            }
            if (order.compare(message, at(child)) <= 0) {
                break;
            }
            put(at(child), slot);
            slot = child;
        }
        put(message, slot);
    }

    private void put(MailMessage message, int slot) {
        messages[slot] = message;
        message.slot(slot);
    }

    private MailMessage at(int slot) {
        return java.util.Objects.requireNonNull(messages[slot]);
    }
}
