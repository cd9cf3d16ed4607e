package org.grapnel.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Handled;
import org.grapnel.hook.config.ConfigChange;
import org.grapnel.hook.config.ConfigOptionPreSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigurationChangesTest {
    private static final Source FILE = Source.named("etc/grapnel.json");

    private final FakeHooks hooks = new FakeHooks();
    private final Configuration configuration = new Configuration(() -> hooks);

    @BeforeEach
    void beginWithSomeValues() throws Exception {
        configuration.apply(Map.of("max_sessions", 5, "domain.a.test.max_connections", 3), FILE);
        hooks.calls.clear();
    }

    @Test
    void tells_each_change_and_commits_once() throws Exception {
        List<ConfigChange> changes =
                configuration.apply(Map.of("max_sessions", 6, "retry_interval", "2m", "max_errors", 20), FILE);

        assertThat(changes)
                .extracting(change -> change.key() + ": " + change.before() + " -> " + change.after())
                .containsExactlyInAnyOrder(
                        "domain.a.test.max_connections: 3 -> 10",
                        "max_sessions: 5 -> 6",
                        "retry_interval: PT20M -> PT2M");
        assertThat(hooks.calls)
                .filteredOn(call -> call.contains("max_sessions"))
                .startsWith(
                        "config_option_pre_set[global, max_sessions, 6]",
                        "config_option_post_set[global, max_sessions, 6]");
        assertThat(hooks.calls)
                .filteredOn(call -> call.startsWith("post_config_commit"))
                .hasSize(1);
        assertThat(hooks.calls.get(hooks.calls.size() - 1)).startsWith("post_config_commit");
    }

    @Test
    void a_handler_that_takes_a_set_leaves_the_store_as_it_is() throws Exception {
        hooks.with(
                ConfigOptionPreSet.POINT,
                (scope, option, value) ->
                        option.name().equals("max_sessions") ? Optional.of(Handled.HANDLED) : Optional.empty());

        configuration.apply(Map.of("max_sessions", 6, "max_errors", 3), FILE);

        assertThat(configuration.current().get(SessionOptions.MAX_SESSIONS)).isEqualTo(5);
        assertThat(configuration.current().get(SessionOptions.MAX_ERRORS)).isEqualTo(3);
        assertThat(hooks.calls).noneMatch(call -> call.startsWith("config_option_post_set[global, max_sessions"));
    }

    @Test
    void a_bad_configuration_changes_nothing_and_calls_nobody() {
        Settings before = configuration.current();

        assertThatThrownBy(() -> configuration.apply(Map.of("max_sessions", 6, "nonsense", 1), FILE))
                .isInstanceOf(ConfigException.class);

        assertThat(configuration.current()).isSameAs(before);
        assertThat(hooks.calls).isEmpty();
    }

    @Test
    void the_same_configuration_again_is_no_change() throws Exception {
        configuration.apply(Map.of("max_sessions", "5", "domain.A.test.max_connections", 3L), FILE);

        assertThat(hooks.calls).isEmpty();
    }

    @Test
    void listeners_see_both_snapshots_until_they_leave_and_a_faulty_one_harms_nobody() throws Exception {
        List<Integer> seen = new ArrayList<>();
        configuration.onChange((before, now) -> {
            throw new IllegalStateException("faulty on purpose");
        });
        Runnable leave = configuration.onChange((before, now) -> {
            seen.add(before.get(SessionOptions.MAX_SESSIONS));
            seen.add(now.get(SessionOptions.MAX_SESSIONS));
        });

        configuration.apply(Map.of("max_sessions", 6), FILE);
        leave.run();
        configuration.apply(Map.of("max_sessions", 7), FILE);

        assertThat(seen).containsExactly(5, 6);
    }
}
