package org.grapnel.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.grapnel.hook.config.ConfigScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MostSpecificScopeWinsTest {
    private static final Map<String, Object> ALL = Map.of(
            "max_connections", 1,
            "group.bulk.max_connections", 2,
            "binding.b.max_connections", 3,
            "domain.Example.COM.max_connections", 4,
            "binding.b.domain.example.com.max_connections", 5,
            "binding.b.group", "bulk",
            "binding.c.group", "bulk");

    @ParameterizedTest
    @CsvSource({
        "example.com,b,5,binding.b.domain.example.com.max_connections",
        "example.com,c,4,domain.example.com.max_connections",
        "other.test,b,3,binding.b.max_connections",
        "other.test,c,2,group.bulk.max_connections",
        "other.test,default,1,max_connections"
    })
    void the_most_specific_scope_wins(String domain, String binding, int expected, String key) throws Exception {
        Settings settings = Settings.of(ALL, Source.named("etc/grapnel.json"));

        assertThat(settings.get(ConnectionOptions.MAX_CONNECTIONS, domain, binding))
                .isEqualTo(expected);
        assertThat(settings.explain(ConnectionOptions.MAX_CONNECTIONS, domain, binding))
                .hasToString(expected + " (" + key + ", etc/grapnel.json)");
    }

    @Test
    void an_unset_option_is_explained_as_default() {
        assertThat(Settings.defaults().explain(ConnectionOptions.MAX_CONNECTIONS, "example.com", "b"))
                .hasToString("10 (default of max_connections)");
    }

    @Test
    void a_listener_has_its_own_limits_and_else_the_servers() throws Exception {
        Settings settings = Settings.of(
                Map.of(
                        "max_sessions", 10,
                        "listener.mx.listen", "127.0.0.1:2526",
                        "listener.mx.max_sessions", 2,
                        "listener.smtp.max_errors", 3),
                Source.named("test"));

        assertThat(settings.forListener(SessionOptions.MAX_SESSIONS, "mx")).isEqualTo(2);
        assertThat(settings.forListener(SessionOptions.MAX_SESSIONS, Settings.SMTP))
                .isEqualTo(10);
        assertThat(settings.forListener(SessionOptions.MAX_ERRORS, Settings.SMTP))
                .isEqualTo(3);
        assertThat(settings.listeners()).containsOnlyKeys("mx", "smtp");
        assertThat(settings.explainListener(SessionOptions.MAX_SESSIONS, "mx").key())
                .isEqualTo("listener.mx.max_sessions");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,5,network.office.max_errors,; 10.1.0.0/16 holds 10.1.2.3",
        "10.1.9.9,7,network.bad.max_errors,; 10.1.9.0/24 holds 10.1.9.9",
        "10.2.0.1,6,network.all-ten.max_errors,; 10.0.0.0/8 holds 10.2.0.1",
        "2001:db8:0:7::1,5,network.office.max_errors,; 2001:db8:0:0:0:0:0:0/32 holds 2001:db8:0:7:0:0:0:1",
        "192.0.2.1,3,listener.smtp.max_errors,''"
    })
    void the_longest_prefix_around_the_client_wins_over_the_listener(
            String client, int expected, String key, String reason) throws Exception {
        Settings settings = Settings.of(networks(), Source.named("etc/grapnel.json"));
        InetAddress address = HostPort.literal(client).orElseThrow();

        assertThat(settings.forClient(SessionOptions.MAX_ERRORS, "smtp", address))
                .isEqualTo(expected);
        assertThat(settings.explainClient(SessionOptions.MAX_ERRORS, "smtp", address))
                .hasToString(expected + " (" + key + ", etc/grapnel.json" + reason + ")");
    }

    @Test
    void a_network_that_says_nothing_of_an_option_leaves_it_to_the_larger_one_and_then_to_the_listener()
            throws Exception {
        Settings settings = Settings.of(networks(), Source.named("test"));
        InetAddress bad = HostPort.literal("10.1.9.9").orElseThrow();

        assertThat(settings.forClient(SessionOptions.MAX_SESSIONS, "smtp", bad)).isEqualTo(50);
        assertThat(settings.scopeForClient(SessionOptions.MAX_SESSIONS, "smtp", bad))
                .isEqualTo(new ConfigScope.Network("office"));
        assertThat(settings.forClient(SessionOptions.COMMAND_TIMEOUT, "smtp", bad))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.explainClient(SessionOptions.COMMAND_TIMEOUT, "smtp", bad))
                .hasToString("5m (default of command_timeout)");
    }

    @Test
    void networks_must_have_addresses_and_no_range_twice() {
        assertThatThrownBy(() -> Settings.of(
                        Map.of(
                                "network.a.max_errors", 5,
                                "network.b.addresses", "10.0.0.0/8",
                                "network.c.addresses", "10.1.2.3/8",
                                "network.d.hostname", "x.example"),
                        Source.named("test")))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .anyMatch(p -> p.contains("network.a.max_errors: the network has no address"))
                        .anyMatch(p -> p.contains("belongs to network"))
                        .anyMatch(p -> p.contains("network.d.hostname: hostname can't be set here")));
    }

    private static Map<String, Object> networks() {
        return Map.of(
                "listener.smtp.max_errors", 3,
                "network.office.addresses", "10.1.0.0/16, 2001:db8::/32",
                "network.office.max_errors", 5,
                "network.office.max_sessions", 50,
                "network.all-ten.addresses", List.of("10.0.0.0/8"),
                "network.all-ten.max_errors", 6,
                "network.bad.addresses", "10.1.9.0/24",
                "network.bad.max_errors", 7);
    }

    @Test
    void an_option_whose_name_has_dots_is_not_taken_for_a_scope() throws Exception {
        Map<String, Object> keys = new TreeMap<>(Map.of("handler.drain_time", "3s", "spool.segment_size", "8MB"));
        assertThat(Settings.of(keys, Source.named("test")).get(SpoolOptions.SPOOL_SEGMENT_SIZE))
                .isEqualTo(8L * 1024 * 1024);
    }

    @Test
    void a_binding_says_the_servers_name_unless_it_has_its_own() throws Exception {
        Settings settings = Settings.of(
                Map.of("hostname", "mx.example.com", "binding.b.ehlo_name", "out.example.com"), Source.named("test"));
        assertThat(settings.ehloName("b")).isEqualTo("out.example.com");
        assertThat(settings.ehloName("default")).isEqualTo("mx.example.com");
    }
}
