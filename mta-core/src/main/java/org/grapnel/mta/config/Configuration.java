package org.grapnel.mta.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.config.ConfigChange;
import org.grapnel.hook.config.ConfigOptionPostSet;
import org.grapnel.hook.config.ConfigOptionPreSet;
import org.grapnel.hook.config.ConfigScope;
import org.grapnel.hook.config.PostConfigCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the snapshot in force, and puts others in its place.
 *
 * <p>THREADS: {@link #current()} by any; {@link #apply} by any, one at a time: the caller's thread calls hooks and listeners.
 */
public final class Configuration {
    /** Is told when another snapshot is in force. */
    @FunctionalInterface
    public interface Listener {
        void changed(Settings before, Settings now);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    private final Supplier<Hooks> hooks;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Settings current = Settings.defaults();
    private boolean applied;

    /** Begins with the defaults. */
    public Configuration(Supplier<Hooks> hooks) {
        this.hooks = hooks;
    }

    public Settings current() {
        return current;
    }

    /** Tells the listener of every later change, until the answer is run. */
    public Runnable onChange(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Puts these keys, and defaults for all others, in force; or, when anything is wrong, nothing at all.
     *
     * @return the changes, in the order of the keys
     * @throws ConfigException with every problem; the snapshot in force stays
     */
    public synchronized List<ConfigChange> apply(Map<String, ?> keys, Source source) throws ConfigException {
        Settings before = current;
        Settings wanted = Settings.of(keys, source);
        Map<String, Object> kept = new TreeMap<>(wanted.raw());
        boolean handled = false;
        for (Key key : differing(before, wanted)) {
            ConfigChange change = change(key, before, wanted);
            if (hooks.get()
                    .call(ConfigOptionPreSet.POINT, change.scope(), change.option(), change.after())
                    .isPresent()) {
                handled = true;
                keep(key, before, kept);
            }
        }
        Settings now = handled ? Settings.of(kept, source) : wanted;
        List<ConfigChange> changes = new ArrayList<>();
        for (Key key : differing(before, now)) {
            changes.add(change(key, before, now));
            if (applied && key.option().effect() == Option.Effect.RESTART) {
                LOG.warn("{}: {}: takes effect when the server is started again", source.of(key.toString()), key);
            }
        }
        current = now;
        applied = true;
        tell(before, now, List.copyOf(changes));
        return List.copyOf(changes);
    }

    private void tell(Settings before, Settings now, List<ConfigChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        for (ConfigChange change : changes) {
            hooks.get().call(ConfigOptionPostSet.POINT, change.scope(), change.option(), change.after());
        }
        for (Listener listener : listeners) {
            try {
                listener.changed(before, now);
            } catch (RuntimeException e) {
                LOG.error("a part of the server could not take over the new configuration; restart it", e);
            }
        }
        hooks.get().call(PostConfigCommit.POINT, changes);
    }

    /** Keys set in one or both, whose values in force differ. */
    private static Set<Key> differing(Settings before, Settings now) {
        Set<Key> keys = new LinkedHashSet<>(before.keys());
        keys.addAll(now.keys());
        keys.removeIf(key -> before.inScope(key.option(), key.scope()).equals(now.inScope(key.option(), key.scope())));
        return keys;
    }

    private static ConfigChange change(Key key, Settings before, Settings now) {
        return new ConfigChange(
                key.scope(),
                key.option().about(),
                plain(key.option(), key.scope(), before),
                plain(key.option(), key.scope(), now));
    }

    private static <T> Object plain(Option<T> option, ConfigScope scope, Settings settings) {
        return option.type().plain(settings.inScope(option, scope));
    }

    /** Leaves one key as it was. */
    private static void keep(Key key, Settings before, Map<String, Object> keys) {
        Object old = before.raw().get(key.toString());
        if (old == null) {
            keys.remove(key.toString());
        } else {
            keys.put(key.toString(), old);
        }
    }
}
