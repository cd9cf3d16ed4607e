package org.grapnel.mta.mail;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Attachments;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.reception.EcBagFind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attachments of one holder. What is not here is looked for in the outer bag (message, transaction, session), then asked of {@code ec_bag_find}. */
public final class Bag {
    /** A handler that attaches without end must not take the heap. */
    static final int MAX_ENTRIES = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Bag.class);

    private final Attachments holder;
    private final @Nullable Bag outer;
    private final Supplier<Hooks> hooks;
    private @Nullable Map<AttachmentKey<?>, Object> entries; // guarded by this; most holders never get one

    public Bag(Attachments holder, @Nullable Bag outer, Supplier<Hooks> hooks) {
        this.holder = holder;
        this.outer = outer;
        this.hooks = hooks;
    }

    /** A bag whose holder's own attachments stay its own: what is not in it is looked for here. */
    public Bag inner(Attachments of) {
        return new Bag(of, this, hooks);
    }

    public <T> Optional<T> find(AttachmentKey<T> key) {
        for (Bag bag = this; bag != null; bag = bag.outer) {
            Object value = bag.own(key);
            if (value != null) {
                return Optional.of(key.type().cast(value));
            }
        }
        return hooks.get().call(EcBagFind.POINT, holder, key).map(key.type()::cast);
    }

    public synchronized <T> void put(AttachmentKey<T> key, T value) {
        if (entries == null) {
            entries = new HashMap<>(4);
        }
        entries.keySet().removeIf(other -> isOfOtherVersion(other, key));
        if (entries.size() >= MAX_ENTRIES && !entries.containsKey(key)) {
            throw new IllegalStateException(
                    key.name() + ": " + holder + " has " + MAX_ENTRIES + " attachments already; no more are taken");
        }
        entries.put(key, key.type().cast(value));
    }

    public synchronized void remove(AttachmentKey<?> key) {
        if (entries != null) {
            entries.remove(key);
        }
    }

    private synchronized @Nullable Object own(AttachmentKey<?> key) {
        if (entries == null) {
            return null;
        }
        Object value = entries.get(key);
        if (value == null) {
            entries.keySet().removeIf(other -> isOfOtherVersion(other, key));
        }
        return value;
    }

    /** True for what a plugin's other version left under a class of its own: it is of no use to this one, and would keep that version's classes. */
    private boolean isOfOtherVersion(AttachmentKey<?> left, AttachmentKey<?> wanted) {
        boolean other = left.scope() == wanted.scope()
                && left.name().equals(wanted.name())
                && left.type() != wanted.type()
                && left.type().getName().equals(wanted.type().getName());
        if (other) {
            LOG.info(
                    "{}: the attachment {} was left by another version of {} and is dropped; values of types of the JDK or the API survive an upgrade",
                    holder,
                    left.name(),
                    left.type().getName());
        }
        return other;
    }
}
