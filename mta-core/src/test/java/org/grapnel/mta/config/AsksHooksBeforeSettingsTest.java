package org.grapnel.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.config.ConfigFetchDomainRoutes;
import org.grapnel.hook.config.ConfigGetDomainHostFailureRetry;
import org.grapnel.hook.config.ConfigGetDomainRelay;
import org.grapnel.hook.config.ConfigGetMessageRoutingDomain;
import org.grapnel.hook.config.Route;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Message;
import org.junit.jupiter.api.Test;

class AsksHooksBeforeSettingsTest {
    private final FakeHooks hooks = new FakeHooks();
    private final Settings settings = settings();
    private final Message message = named(Message.class, "binding", "b");
    private final Binding binding = named(Binding.class, "name", "b");

    private static Settings settings() {
        try {
            return Settings.of(
                    Map.of(
                            "relay_domains", "relayed.test",
                            "routes", "routed.test=host.test:26",
                            "binding.b.domain.via.test.gateway", "Gate.test",
                            "binding.b.host_failure_retry", "9s"),
                    Source.named("test"));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void relay_policy() throws Exception {
        RelayPolicy policy = new RelayPolicy(() -> settings);
        assertThat(policy.relaysFor(hooks, "relayed.test", "smtp")).isTrue();
        assertThat(policy.relaysFor(hooks, "other.test", "smtp")).isFalse();
        assertThat(policy.mayRelay(HostPort.literal("192.0.2.1").orElseThrow(), "smtp"))
                .isFalse();

        hooks.with(ConfigGetDomainRelay.POINT, domain -> Optional.of(domain.equals("other.test")));
        assertThat(policy.relaysFor(hooks, "relayed.test", "smtp")).isFalse();
        assertThat(policy.relaysFor(hooks, "other.test", "smtp")).isTrue();
    }

    @Test
    void routes() {
        DomainRoutes routes = new DomainRoutes(() -> settings);
        assertThat(routes.of(hooks, "routed.test")).contains(List.of(Route.to("host.test", 26)));
        assertThat(routes.of(hooks, "other.test")).isEmpty();

        List<Route> answer = List.of(Route.to("other.host", 27));
        hooks.with(ConfigFetchDomainRoutes.POINT, domain -> Optional.of(domain.startsWith("o") ? answer : List.of()));
        assertThat(routes.of(hooks, "other.test")).contains(answer);
        assertThat(routes.of(hooks, "routed.test"))
                .as("an empty list sends it to DNS")
                .isEmpty();
    }

    @Test
    void routing_domain() {
        RoutingDomain routing = new RoutingDomain(() -> settings);
        assertThat(routing.of(hooks, message, "via.test")).isEqualTo("gate.test");
        assertThat(routing.of(hooks, message, "other.test")).isEqualTo("other.test");

        hooks.with(ConfigGetMessageRoutingDomain.POINT, asked -> Optional.of("Hook.test"));
        assertThat(routing.of(hooks, message, "via.test")).isEqualTo("hook.test");
        hooks.with(ConfigGetMessageRoutingDomain.POINT, asked -> Optional.of("no domain\r\n"));
        assertThat(routing.of(hooks, message, "via.test")).isEqualTo("gate.test");
    }

    @Test
    void host_failure_retry() {
        HostFailureRetry retry = new HostFailureRetry(() -> settings);
        assertThat(retry.of(hooks, "any.test", binding)).isEqualTo(Duration.ofSeconds(9));

        hooks.with(ConfigGetDomainHostFailureRetry.POINT, (domain, asked) -> Optional.of(Duration.ofSeconds(1)));
        assertThat(retry.of(hooks, "any.test", binding)).isEqualTo(Duration.ofSeconds(1));
    }

    /** An object of which only one method is asked; any other call fails. */
    private static <T> T named(Class<T> type, String method, String answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
            if (called.getName().equals(method)) {
                return answer;
            }
            if (called.getName().equals("toString") || called.getName().equals("id")) {
                return "fake";
            }
            throw new AssertionError("not expected: " + called);
        }));
    }
}
