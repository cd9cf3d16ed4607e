package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Rollout.Held;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps a handler keeps the class loader of its bundle. */
@Timeout(60)
class NothingKeepsGoneHandlersTest {
    /** Dispatchers outlive their handlers. */
    private static final List<Dispatcher> KEPT = new CopyOnWriteArrayList<>();

    private final Watched watched = new Watched();
    private final Rollouts rollouts = new Rollouts(watched.dispatcher);

    /** A plugin's object. */
    private static final class Plugin implements Folded {
        @Override
        public String fold(Object... arguments) {
            if (arguments[0].equals("fail")) {
                throw new IllegalStateException("on purpose");
            }
            return arguments[0] + "+";
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        watched.close();
    }

    @Test
    void one_that_was_called_on_both_kinds_of_threads_is_collected() {
        WeakReference<Plugin> plugin = comeAndGo();
        awaitCollected(plugin);
    }

    private WeakReference<Plugin> comeAndGo() {
        Plugin plugin = new Plugin();
        Handler handler = watched.add(Folded.POINT, "passing", plugin);
        assertThat(fold("x")).isEqualTo("x+");
        assertThat(fold("fail")).isEqualTo("fail");
        Watched.trusted(handler);
        assertThat(fold("y")).isEqualTo("y+");
        assertThat(fold("fail")).isEqualTo("fail");
        watched.dispatcher.remove(List.of(handler));
        return new WeakReference<>(plugin);
    }

    @Test
    void one_that_left_before_its_last_transaction_is_collected_after_that_one() {
        WeakReference<Plugin> plugin = outlived();
        awaitCollected(plugin);
    }

    private static WeakReference<Plugin> outlived() {
        Dispatcher impatient = new Dispatcher(() -> Duration.ZERO);
        KEPT.add(impatient);
        Plugin plugin = new Plugin();
        Handler handler = Kinds.handler(Folded.POINT, "passing", 0, plugin);
        impatient.add(List.of(handler));
        Generation pinned = impatient.pin();
        impatient.remove(List.of(handler));
        assertThat(pinned.call(Folded.POINT, "x")).as("by its failure rule").isEqualTo("x");
        pinned.release();
        return new WeakReference<>(plugin);
    }

    @Test
    void a_shadow_and_the_one_that_it_shadowed_are_collected_while_the_hold_lasts() {
        Held held = rollouts.hold(7);
        List<WeakReference<Plugin>> plugins = shadowAndGo(held);
        plugins.forEach(NothingKeepsGoneHandlersTest::awaitCollected);
        held.release(Set.of());
    }

    private List<WeakReference<Plugin>> shadowAndGo(Held held) {
        Plugin old = new Plugin();
        Plugin young = new Plugin();
        Handler serving = watched.make(Folded.POINT, "stamp", 0, 6, old);
        Handler shadow = watched.make(Folded.POINT, "stamp", 0, 7, young);
        watched.dispatcher.add(List.of(serving));
        assertThat(rollouts.keepAside(7, List.of(shadow))).isTrue();
        held.shadow(6, (hook, subject, counted, shadowed, agree) -> assertThat(agree)
                .isTrue());
        assertThat(fold("x")).isEqualTo("x+");
        watched.dispatcher.remove(List.of(serving));
        assertThat(rollouts.forget(7, List.of(shadow))).isTrue();
        return List.of(new WeakReference<>(old), new WeakReference<>(young));
    }

    private static void awaitCollected(WeakReference<Plugin> plugin) {
        Watched.await("it is collected", () -> {
            System.gc();
            return plugin.get() == null;
        });
    }

    private String fold(String text) {
        return watched.hooks().call(Folded.POINT, text);
    }
}
