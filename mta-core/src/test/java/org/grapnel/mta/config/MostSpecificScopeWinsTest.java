package org.grapnel.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
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
