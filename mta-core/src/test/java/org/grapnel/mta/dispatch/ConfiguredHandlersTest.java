package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.Rollout.Held;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Service properties and the operator's configuration, against a real framework, whose own bundle registers the handlers. */
@Timeout(60)
class ConfiguredHandlersTest {
    private static final long SYSTEM = Constants.SYSTEM_BUNDLE_ID;

    @TempDir
    private Path cache;

    private final Watched watched = new Watched();
    private final Points points = new Points();
    private final Rollouts rollouts = new Rollouts(watched.dispatcher);
    private Framework framework;
    private HandlerTracker tracker;

    @BeforeEach
    void start() throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        points.add(Folded.POINT);
        points.add(Decided.POINT);
        tracker = new HandlerTracker(
                framework.getBundleContext(), points, watched.dispatcher, rollouts, watched::settings, watched.guard);
        tracker.open();
    }

    @AfterEach
    void stop() throws Exception {
        tracker.close();
        framework.stop();
        framework.waitForStop(30_000);
        watched.close();
    }

    @Test
    void the_configuration_overrides_the_rank() {
        stamp("a", Map.of(Constants.SERVICE_RANKING, 10));
        stamp("b", Map.of(Constants.SERVICE_RANKING, 5));
        assertThat(fold()).isEqualTo("ab");
        configure(Map.of("handler.b.ranking", "20"));
        assertThat(fold()).isEqualTo("ba");
        configure(Map.of());
        assertThat(fold()).isEqualTo("ab");
    }

    @Test
    void the_configuration_overrides_the_deadline_and_the_rule() {
        stamp("a", Map.of(HandlerProperties.DEADLINE, "2s", HandlerProperties.ON_FAULT, "skip"));
        stamp("b", Map.of());
        assertThat(policy("a").deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy("a").rule()).isEqualTo(FailureRule.SKIP);
        assertThat(policy("b").deadline()).isEqualTo(Duration.ofSeconds(5));
        configure(Map.of("handler.deadline", "3s", "handler.a.deadline", "150ms", "handler.a.on_fault", "defer"));
        assertThat(policy("a").deadline()).isEqualTo(Duration.ofMillis(150));
        assertThat(policy("a").rule()).isEqualTo(FailureRule.DEFER);
        assertThat(policy("b").deadline()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void the_rule_of_the_configuration_is_obeyed() {
        Decided faulty = arguments -> {
            throw new IllegalStateException("on purpose");
        };
        register(Decided.class, faulty, "faulty", Map.of());
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        configure(Map.of("handler.faulty.on_fault", "skip"));
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void one_is_disabled_and_enabled_and_keeps_its_numbers() {
        ServiceRegistration<?> a = stamp("a", Map.of());
        stamp("b", Map.of());
        assertThat(fold()).isEqualTo("ab");
        configure(Map.of("handler.a.enabled", "false"));
        assertThat(fold()).isEqualTo("b");
        configure(Map.of("handler.a.enabled", "false"));
        configure(Map.of());
        configure(Map.of());
        assertThat(fold()).isEqualTo("ab");
        assertThat(watched.dispatcher.handlers(Folded.POINT).get(0).stats().calls())
                .isEqualTo(2);
        configure(Map.of("handler.a.enabled", "false"));
        a.unregister();
        configure(Map.of());
        assertThat(fold()).isEqualTo("b");
    }

    @Test
    void a_disabled_required_one_leaves_its_slot_empty() {
        Decided good = arguments -> Verdict.CONTINUE;
        register(Decided.class, good, "scanner", Map.of());
        watched.dispatcher.require(Map.of("decided", Set.of("scanner")), points.all());
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
        configure(Map.of("handler.scanner.enabled", "false"));
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
    }

    @Test
    void a_held_one_takes_a_change_with_it_into_force() {
        Held held = rollouts.hold(SYSTEM);
        ServiceRegistration<?> a = stamp("a", Map.of());
        ServiceRegistration<?> gone = stamp("gone", Map.of(Constants.SERVICE_RANKING, 3));
        stamp("off", Map.of());
        configure(Map.of("handler.a.ranking", "7", "handler.off.enabled", "false"));
        a.setProperties(FrameworkUtil.asDictionary(Map.of(HandlerProperties.NAME, "a", "more", "1")));
        gone.unregister();
        assertThat(fold()).isEmpty();
        held.release(Set.of());
        assertThat(fold()).isEqualTo("a");
        assertThat(watched.dispatcher.handlers(Folded.POINT))
                .extracting(handler -> handler.identity().ranking())
                .containsExactly(7);
        configure(Map.of());
        assertThat(fold()).isEqualTo("aoff");
    }

    @Test
    void the_reach_is_read_from_strings_arrays_and_collections() {
        stamp(
                "a",
                Map.of(
                        HandlerProperties.LISTENERS,
                        new String[] {"smtp", "smtp", "submission"},
                        HandlerProperties.BINDINGS,
                        List.of("fast", "slow"),
                        HandlerProperties.NETWORKS,
                        "192.0.2.0/24, 2001:db8::/32",
                        HandlerProperties.DOMAINS,
                        "Example.COM,*.example.com"));
        Reach reach = policy("a").reach().orElseThrow();
        assertThat(reach.listeners().words()).containsExactly("smtp", "smtp", "submission");
        assertThat(reach.bindings().words()).containsExactly("fast", "slow");
        assertThat(reach.networks().words()).hasSize(2);
        assertThat(reach.domains().covers("example.com")).isTrue();
    }

    @Test
    void the_configuration_overrides_the_reach_word_by_word() {
        stamp("a", Map.of(HandlerProperties.LISTENERS, "smtp", HandlerProperties.DOMAINS, "a.test"));
        configure(Map.of(
                "handler.a.listeners", "!smtp",
                "handler.a.networks", "192.0.2.0/24, !192.0.2.1",
                "handler.a.bindings", "fast"));
        Reach reach = policy("a").reach().orElseThrow();
        assertThat(reach.listeners().covers("smtp")).isFalse();
        assertThat(reach.listeners().covers("submission")).isTrue();
        assertThat(reach.networks().words()).containsExactly("192.0.2.0/24", "!192.0.2.1");
        assertThat(reach.bindings().covers("slow")).isFalse();
        assertThat(reach.domains().words()).as("its own still").containsExactly("a.test");
        configure(Map.of("handler.a.listeners", "*", "handler.a.domains", "*"));
        assertThat(policy("a").reach().orElseThrow().listeners().covers("smtp")).isTrue();
        configure(Map.of());
        assertThat(policy("a").reach().orElseThrow().listeners().covers("submission"))
                .isFalse();
    }

    @Test
    void what_can_not_be_read_counts_as_not_set() {
        stamp("a", Map.of(HandlerProperties.NETWORKS, "nowhere", HandlerProperties.DEADLINE, "soon"));
        assertThat(policy("a").reach()).isEmpty();
        assertThat(policy("a").deadline()).isEqualTo(Duration.ofSeconds(5));
    }

    private void configure(Map<String, String> keys) {
        watched.set(keys);
        tracker.reconsider();
    }

    private ServiceRegistration<?> stamp(String mark, Map<String, ?> properties) {
        Folded target = arguments -> arguments[0] + mark;
        return register(Folded.class, target, mark, properties);
    }

    private <T> ServiceRegistration<?> register(Class<T> type, T target, String name, Map<String, ?> properties) {
        Map<String, Object> all = new java.util.HashMap<>(properties);
        all.put(HandlerProperties.NAME, name);
        return framework.getBundleContext().registerService(type, target, FrameworkUtil.asDictionary(all));
    }

    private String fold() {
        return watched.hooks().call(Folded.POINT, "");
    }

    private HandlerPolicy policy(String name) {
        return watched.dispatcher
                .handlers(handler -> handler.identity().name().equals(name))
                .get(0)
                .policy();
    }
}
