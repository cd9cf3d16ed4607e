package org.grapnel.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.grapnel.hook.config.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReadsAndRefusesValuesTest {
    private static final Source FILE = Source.named("etc/grapnel.json");

    @ParameterizedTest
    @CsvSource({"20m,PT20M", "2s,PT2S", "500ms,PT0.5S", "1h30m,PT1H30M", "5d,PT120H", "2w,PT336H", "12 h,PT12H"})
    void reads_a_duration(String text, Duration expected) throws Exception {
        Duration read = Durations.parse(text);
        assertThat(read).isEqualTo(expected);
        assertThat(Durations.parse(Durations.show(read))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"50MB,52428800", "1GB,1073741824", "512,512", "64KB,65536", "1MiB,1048576", "10k,10240"})
    void reads_a_size(String text, long expected) throws Exception {
        assertThat(Sizes.parse(text)).isEqualTo(expected);
        assertThat(Sizes.parse(Sizes.show(expected))).isEqualTo(expected);
    }

    @Test
    void reads_what_json_and_the_command_line_can_hold() throws Exception {
        Settings settings = Settings.of(
                Map.of(
                        "smtp.listen",
                        new String[] {"127.0.0.1:2600", "[::1]:2600"},
                        "max_sessions",
                        5L,
                        "max_errors",
                        7.0,
                        "generate_bounces",
                        false,
                        "relay_domains",
                        "example.com, *.Example.NET,",
                        "routes",
                        List.of("*=127.0.0.1:2700"),
                        "resolver",
                        "127.0.0.1:5300,::1",
                        "spool",
                        "/var/spool/grapnel",
                        "binding.a.bind_address",
                        "127.0.0.2"),
                FILE);

        assertThat(settings.get(SessionOptions.SMTP_LISTEN))
                .containsExactly(new HostPort("127.0.0.1", 2600), new HostPort("::1", 2600));
        assertThat(settings.get(SessionOptions.MAX_SESSIONS)).isEqualTo(5);
        assertThat(settings.get(SessionOptions.MAX_ERRORS)).isEqualTo(7);
        assertThat(settings.get(QueueOptions.GENERATE_BOUNCES)).isFalse();
        DomainSet relay = settings.get(SessionOptions.RELAY_DOMAINS);
        assertThat(relay.contains("example.com")).isTrue();
        assertThat(relay.contains("sub.example.com")).isFalse();
        assertThat(relay.contains("a.b.example.net")).isTrue();
        assertThat(relay.contains("example.net")).isFalse();
        assertThat(settings.get(DestinationOptions.ROUTES).find("any.example"))
                .contains(List.of(new Route("127.0.0.1", 2700, 0)));
        assertThat(settings.get(DestinationOptions.RESOLVER))
                .containsExactly(new HostPort("127.0.0.1", 5300), new HostPort("::1", 53));
        assertThat(settings.get(SpoolOptions.SPOOL)).isEqualTo(Path.of("/var/spool/grapnel"));
        assertThat(settings.forBinding(BindingOptions.BIND_ADDRESS, "a"))
                .contains(HostPort.literal("127.0.0.2").orElseThrow());
        assertThat(settings.bindings()).containsExactly("a", "default");
    }

    @Test
    void relays_only_for_loopback_unless_told() throws Exception {
        Networks networks = Settings.defaults().get(SessionOptions.RELAY_HOSTS);
        assertThat(networks.contains(HostPort.literal("127.9.9.9").orElseThrow()))
                .isTrue();
        assertThat(networks.contains(HostPort.literal("::1").orElseThrow())).isTrue();
        assertThat(networks.contains(HostPort.literal("128.0.0.1").orElseThrow()))
                .isFalse();
        assertThat(networks.contains(HostPort.literal("::2").orElseThrow())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/9,10.127.255.255,true",
        "10.0.0.0/9,10.128.0.0,false",
        "0.0.0.0/0,203.0.113.9,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false"
    })
    void knows_what_is_in_a_network(String network, String address, boolean inside) throws Exception {
        assertThat(Network.parse(network).contains(HostPort.literal(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @Test
    void the_most_specific_route_wins_and_keeps_the_order_of_its_hosts() throws Exception {
        RouteTable routes = RouteTable.parse(List.of(
                "*=fallback.test:2525", "*.example.com=below.test", "example.com=one.test", "example.com=[::1]:26"));
        assertThat(routes.find("example.com")).contains(List.of(new Route("one.test", 25, 0), new Route("::1", 26, 1)));
        assertThat(routes.find("x.example.com")).contains(List.of(new Route("below.test", 25, 0)));
        assertThat(routes.find("elsewhere.test")).contains(List.of(new Route("fallback.test", 2525, 0)));
        assertThat(RouteTable.parse(List.of("example.com=a")).find("b")).isEmpty();
    }

    static Map<String, Object> wrong() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("smtp.listen", "127.0.0.1:99999"),
                Map.entry("max_session", 3),
                Map.entry("max_errors", 0),
                Map.entry("retry_interval", 20),
                Map.entry("max_message_size", "50 bananas"),
                Map.entry("relay_hosts", "10.0.0.0/40"),
                Map.entry("generate_bounces", "maybe"),
                Map.entry("routes", "*"),
                Map.entry("bind_address", "127.0.0.1"),
                Map.entry("domain.example.com.retry_intervall", "2m"),
                Map.entry("domain.example.com.max_sessions", 3),
                Map.entry("group.nobody.max_connections", 3),
                Map.entry("listener.mx.max_sessions", 3)));
    }

    static List<String> problems() {
        return List.of(
                "bind_address: bind_address can't be set here; write binding.NAME.bind_address",
                "domain.example.com.max_sessions: max_sessions can't be set here; write max_sessions or listener.NAME.max_sessions or network.NAME.max_sessions",
                "domain.example.com.retry_intervall: there is no option 'retry_intervall'; did you mean retry_interval?",
                "generate_bounces: 'maybe' is neither true nor false; write one of these",
                "max_errors: 0 is not 1–1000000; write a number in this range",
                "max_message_size: '50 bananas' is no size; write a number of bytes, or one with a unit: 512KB, 50MB, 1GB",
                "max_session: there is no such option; did you mean max_sessions?",
                "relay_hosts: '10.0.0.0/40': prefix length 40 is not 0–32; write another one",
                "retry_interval: '20' is no duration; write a number and a unit, such as 2s, 20m, 12h, 5d or 500ms",
                "routes: '*' is no route; write domain=host:port, such as *=127.0.0.1:2700 or example.com=mx.example.net",
                "smtp.listen: port 99999 is not 1–65535; write another port",
                "group.nobody.max_connections: no binding is in this group; write binding.NAME.group = nobody",
                "listener.mx.listen: the listener has no address; write listener.mx.listen = address:port");
    }

    @Test
    void names_every_problem_at_once_with_place_and_mend() {
        assertThatThrownBy(() -> Settings.of(wrong(), FILE))
                .isInstanceOfSatisfying(ConfigException.class, refused -> assertThat(refused.problems())
                        .containsExactlyElementsOf(problems().stream()
                                .map("etc/grapnel.json: "::concat)
                                .toList()));
    }

    @Test
    void says_that_a_key_came_from_the_command_line() {
        Source source = new Source("etc/grapnel.json", Set.of("max_errors"));
        assertThatThrownBy(() -> Settings.of(Map.of("max_errors", "x"), source))
                .hasMessage("--set: max_errors: 'x' is no whole number; write a number, 1–1000000");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refuses_hostile_keys_and_values(String key, Object value) {
        assertThatThrownBy(() -> Settings.of(Map.of(key, value), FILE))
                .isInstanceOfSatisfying(ConfigException.class, refused -> assertThat(refused.problems())
                        .allSatisfy(
                                line -> assertThat(line).hasSizeLessThan(1000).doesNotContain("\r", "\n")));
    }

    static Object[][] hostile() {
        return new Object[][] {
            {"x".repeat(100_000), "1"},
            {"domain." + "a.".repeat(200) + "max_connections", "1"},
            {"domain.a b.max_connections", "1"},
            {"binding.a/../b.bind_address", "127.0.0.1"},
            {"hostname", "evil\r\n250 ok"},
            {"hostname", "h".repeat(300)},
            {"max_message_size", "9".repeat(12) + "TB"},
            {"max_sessions", new String[] {"1", "2"}},
            {"max_sessions", new Object()},
            {"smtp.listen", "1.2.3.4.5:25"},
            {"smtp.listen", "2525"},
            {"domain.", "1"},
            {"listener.smtp.listen", "127.0.0.1:25"}
        };
    }

    @Test
    void the_local_name_is_found_without_a_name_server() {
        assertThat(LocalName.find(List.of(), Map.of("HOSTNAME", "Box.Example.COM")))
                .isEqualTo("box.example.com");
        assertThat(LocalName.find(List.of(Path.of("does-not-exist")), Map.of())).isEqualTo("localhost");
    }

    @Test
    void an_address_can_be_left_to_the_system() {
        assertThat(Settings.defaults().forBinding(BindingOptions.BIND_ADDRESS, "default"))
                .isEqualTo(Optional.empty());
    }
}
