package org.grapnel.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Against the least of a framework; features/ has the tests against the real one. */
class ConfigurationAdminUpdatesTest {
    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private final Map<String, Object> stored = new HashMap<>(Map.of(
            "service.pid", "org.grapnel.mta", ".source", "etc/grapnel.json", ".set", new String[] {"max_errors"}));
    private final AtomicReference<Object> registered = new AtomicReference<>();
    private final Configuration configuration = new Configuration(FakeHooks::new);
    private final ConfigRoom room = new ConfigRoom(framework(), configuration);

    private BundleContext framework() {
        org.osgi.service.cm.Configuration found =
                fake(org.osgi.service.cm.Configuration.class, (method, args) -> FrameworkUtil.asDictionary(stored));
        ConfigurationAdmin admin =
                fake(ConfigurationAdmin.class, (method, args) -> new org.osgi.service.cm.Configuration[] {found});
        ServiceReference<?> reference = fake(ServiceReference.class, (method, args) -> 0);
        ServiceRegistration<?> registration =
                fake(ServiceRegistration.class, (method, args) -> registered.getAndSet(null));
        return fake(BundleContext.class, (method, args) -> switch (method) {
            case "getServiceReference" -> reference;
            case "getService" -> admin;
            case "ungetService" -> true;
            case "registerService" -> {
                registered.set(args[1]);
                yield registration;
            }
            default -> throw new AssertionError("not expected: " + method);
        });
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> answers.to(method.getName(), args)));
    }

    @Test
    void what_is_stored_is_in_force_when_the_room_has_started() throws Exception {
        stored.put("max_sessions", 5L);
        stored.put("max_errors", "7");

        room.start();

        Settings settings = configuration.current();
        assertThat(settings.get(SessionOptions.MAX_SESSIONS)).isEqualTo(5);
        assertThat(settings.explain(SessionOptions.MAX_SESSIONS, "any", "default")
                        .source())
                .isEqualTo("etc/grapnel.json");
        assertThat(settings.explain(SessionOptions.MAX_ERRORS, "any", "default").source())
                .isEqualTo("--set");
        assertThat(registered.get()).isSameAs(room);
        room.stop();
        assertThat(registered.get()).isNull();
    }

    @Test
    void a_mistake_ends_the_start_and_listens_for_nothing() {
        stored.put("max_sessions", "many");

        assertThatThrownBy(room::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("etc/grapnel.json: max_sessions: 'many' is no whole number");
        assertThat(registered.get()).isNull();
    }

    @Test
    void a_mistake_in_an_update_leaves_what_was_in_force() throws Exception {
        stored.put("max_sessions", 5L);
        room.start();

        stored.put("max_sessions", 6L);
        stored.put("nonsense", true);
        room.updated(FrameworkUtil.asDictionary(stored));
        assertThat(configuration.current().get(SessionOptions.MAX_SESSIONS)).isEqualTo(5);

        stored.remove("nonsense");
        room.updated(FrameworkUtil.asDictionary(stored));
        assertThat(configuration.current().get(SessionOptions.MAX_SESSIONS)).isEqualTo(6);

        room.updated(null);
        assertThat(configuration.current().get(SessionOptions.MAX_SESSIONS)).isEqualTo(1000);
    }
}
