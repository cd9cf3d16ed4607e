package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.FirstOne;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Against a real framework; it exports this package, so that bundles without classes of their own can speak for it. */
@Timeout(60)
class TracksServicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path cache;

    private final Points points = new Points();
    private final Dispatcher dispatcher = new Dispatcher(() -> PATIENCE);
    private Framework framework;
    private HandlerTracker tracker;

    @BeforeEach
    void start() throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, Kinds.class.getPackageName()));
        framework.start();
        tracker = new HandlerTracker(context(), points, dispatcher);
        tracker.open();
    }

    @AfterEach
    void stop() throws Exception {
        tracker.close();
        framework.stop();
        framework.waitForStop(PATIENCE.toMillis());
    }

    @Test
    void a_service_registered_before_its_point_is_known_is_found_with_it() throws Exception {
        Bundle plugin = bundle("plugin", "");
        register(plugin, Folded.class, marking("1"), Map.of());
        assertThat(dispatcher.handlers(Folded.POINT)).isEmpty();
        bundle("vendor", Folded.class.getName());
        assertThat(fold("")).isEqualTo("1");
    }

    @Test
    void services_from_before_the_engine_are_found_at_its_start() throws Exception {
        tracker.close();
        bundle("vendor", Folded.class.getName());
        register(bundle("plugin", ""), Folded.class, marking("1"), Map.of());
        tracker = new HandlerTracker(context(), points, dispatcher);
        tracker.open();
        assertThat(fold("")).isEqualTo("1");
    }

    @Test
    void a_service_comes_changes_its_rank_and_goes() throws Exception {
        bundle("vendor", Folded.class.getName());
        Bundle plugin = bundle("plugin", "");
        ServiceRegistration<?> one =
                register(plugin, Folded.class, marking("1"), Map.of(Constants.SERVICE_RANKING, 10));
        register(plugin, Folded.class, marking("2"), Map.of(Constants.SERVICE_RANKING, 5));
        assertThat(fold("")).isEqualTo("12");
        one.setProperties(FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1)));
        assertThat(fold("")).isEqualTo("21");
        one.unregister();
        assertThat(fold("")).isEqualTo("2");
    }

    @Test
    void a_rank_that_is_no_integer_counts_as_0() throws Exception {
        bundle("vendor", Folded.class.getName());
        register(bundle("plugin", ""), Folded.class, marking("1"), Map.of(Constants.SERVICE_RANKING, "99"));
        assertThat(onlyHandler().identity().ranking()).isZero();
    }

    @Test
    void a_handler_is_known_by_name_bundle_and_version() throws Exception {
        bundle("vendor", Folded.class.getName());
        Bundle plugin = bundle("plugin", "");
        ServiceRegistration<?> registration =
                register(plugin, Folded.class, marking("1"), Map.of(HandlerProperties.NAME, "marker"));
        assertThat(onlyHandler().identity()).hasToString("marker (plugin 1.2.3)");
        registration.unregister();
        register(plugin, Folded.class, marking("1"), Map.of("component.name", "org.example.Marker"));
        assertThat(onlyHandler().identity()).hasToString("org.example.Marker (plugin 1.2.3)");
    }

    @Test
    void one_object_under_two_interfaces_is_a_handler_of_both() throws Exception {
        bundle("vendor", Folded.class.getName() + ", " + Decided.class.getName());
        Bundle plugin = bundle("plugin", "");
        Kinds.Thrower target = new Kinds.Thrower(new IllegalStateException("on purpose"));
        ServiceRegistration<?> registration = contextOf(plugin)
                .registerService(new String[] {Folded.class.getName(), Decided.class.getName()}, target, null);
        assertThat(dispatcher.handlers(Folded.POINT)).hasSize(1);
        assertThat(dispatcher.live().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        registration.unregister();
        assertThat(dispatcher.handlers(Folded.POINT)).isEmpty();
        assertThat(dispatcher.handlers(Decided.POINT)).isEmpty();
    }

    @Test
    void the_failure_rule_is_declared_and_an_unknown_one_is_the_kinds_own() throws Exception {
        bundle("vendor", Decided.class.getName());
        Bundle plugin = bundle("plugin", "");
        Kinds.Thrower target = new Kinds.Thrower(new IllegalStateException("on purpose"));
        ServiceRegistration<?> registration =
                register(plugin, Decided.class, target, Map.of(HandlerProperties.ON_FAULT, "skip"));
        assertThat(dispatcher.live().call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
        registration.setProperties(FrameworkUtil.asDictionary(Map.of(HandlerProperties.ON_FAULT, "explode")));
        assertThat(dispatcher.live().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
    }

    @Test
    void a_bundle_that_stops_takes_all_its_handlers_out_at_once_and_waits() throws Exception {
        bundle("vendor", Folded.class.getName() + "," + Decided.class.getName());
        Bundle plugin = bundle("plugin", "");
        register(plugin, Folded.class, marking("1"), Map.of());
        Decided refusing = arguments -> Verdict.reject(550, "5.7.1", "go away");
        register(plugin, Decided.class, refusing, Map.of());
        Generation pinned = dispatcher.pin();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(plugin));
        awaitWithout(Folded.POINT);
        assertThat(dispatcher.handlers(Decided.POINT)).as("together").isEmpty();
        assertThat(pinned.call(Folded.POINT, "")).isEqualTo("1");
        assertThat(pinned.call(Decided.POINT, "")).isInstanceOf(Verdict.Reject.class);
        assertThat(stop).isNotDone();
        assertThat(plugin.getState()).isEqualTo(Bundle.STOPPING);
        pinned.release();
        stop.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(plugin.getState()).isEqualTo(Bundle.RESOLVED);
        plugin.start();
        register(plugin, Folded.class, marking("again"), Map.of());
        assertThat(fold("")).isEqualTo("again");
    }

    @Test
    void a_point_goes_with_the_bundle_that_declared_it() throws Exception {
        Bundle vendor = bundle("vendor", Folded.class.getName());
        assertThat(points.all()).containsExactly(Folded.POINT);
        vendor.uninstall();
        assertThat(points.all()).isEmpty();
    }

    @Test
    void a_header_that_names_what_is_no_point_harms_nobody() throws Exception {
        bundle(
                "vendor",
                "org.example.Missing , " + Kinds.class.getName() + " ,, " + Folded.class.getName() + " , "
                        + FirstOne.class.getName());
        assertThat(points.all()).containsExactlyInAnyOrder(Folded.POINT, FirstOne.POINT);
    }

    @Test
    void services_that_are_no_handlers_are_left_alone() throws Exception {
        bundle("vendor", Folded.class.getName());
        Bundle plugin = bundle("plugin", "");
        ServiceRegistration<Runnable> other = contextOf(plugin).registerService(Runnable.class, () -> {}, null);
        assertThat(other.getReference().getUsingBundles()).isNull();
        assertThat(dispatcher.handlers(Folded.POINT)).isEmpty();
    }

    @Test
    void ranks_change_while_bundles_come_and_go_and_nothing_stays_behind() throws Exception {
        bundle("vendor", Folded.class.getName());
        for (int round = 0; round < 200; round++) {
            Bundle plugin = bundle("plugin", "");
            ServiceRegistration<?> registration = register(plugin, Folded.class, marking("1"), Map.of());
            CompletableFuture<Void> ranks = CompletableFuture.runAsync(() -> rerankUntilGone(registration));
            plugin.uninstall();
            ranks.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(dispatcher.handlers(Folded.POINT)).as("round %d", round).isEmpty();
        }
    }

    private static void rerankUntilGone(ServiceRegistration<?> registration) {
        for (int rank = 0; ; rank++) {
            try {
                registration.setProperties(FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, rank)));
            } catch (IllegalStateException unregistered) {
                return;
            }
        }
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private static BundleContext contextOf(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        assertThat(context).as("the context of %s", bundle).isNotNull();
        return context;
    }

    /** A started bundle that holds nothing but a manifest. */
    private Bundle bundle(String name, String hooks) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, "1.2.3");
        headers.putValue(Constants.IMPORT_PACKAGE, Kinds.class.getPackageName());
        if (!hooks.isEmpty()) {
            headers.putValue(Points.HEADER, hooks);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest)) {
            out.putNextEntry(new JarEntry("empty"));
        }
        Bundle bundle = context().installBundle("test:" + name, new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        return bundle;
    }

    private static <T> ServiceRegistration<T> register(
            Bundle plugin, Class<T> type, T service, Map<String, Object> properties) {
        return contextOf(plugin).registerService(type, service, FrameworkUtil.asDictionary(properties));
    }

    private static Folded marking(String mark) {
        return arguments -> arguments[0] + mark;
    }

    private String fold(String text) {
        return dispatcher.live().call(Folded.POINT, text);
    }

    private Handler onlyHandler() {
        List<Handler> handlers = dispatcher.handlers(Folded.POINT);
        assertThat(handlers).hasSize(1);
        return handlers.get(0);
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new AssertionError(bundle + " can't be stopped", e);
        }
    }

    private void awaitWithout(org.grapnel.hook.HookPoint<?, ?> point) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (dispatcher.live().anyFor(point)) {
            assertThat(System.nanoTime()).as("%s still has a handler", point).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
