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

/** The attachments of one holder. What is not here is looked for in the outer bag (message, transaction, session), then asked of {@code ec_bag_find}. */
public final class Bag {
    /** A handler that attaches without end must not take the heap. */
    static final int MAX_ENTRIES = 1_000;

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
        return entries == null ? null : entries.get(key);
    }
}
