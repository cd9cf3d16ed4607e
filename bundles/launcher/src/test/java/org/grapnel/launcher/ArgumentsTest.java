package org.grapnel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void reads_base_and_repeated_settings() throws Refused {
        Arguments a = parse("run", "--base", "/a b", "--set", "smtp.listen=127.0.0.1:1", "--set=routes=*=127.0.0.1:2");

        assertThat(a.verb()).isEqualTo(Verb.RUN);
        assertThat(a.base()).contains(Path.of("/a b"));
        assertThat(a.settings()).isEqualTo(Map.of("smtp.listen", "127.0.0.1:1", "routes", "*=127.0.0.1:2"));
    }

    @Test
    void the_last_value_of_a_setting_counts() throws Refused {
        assertThat(parse("start", "--set", "a=1", "--set", "a=2").settings()).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void exec_joins_its_words_and_takes_options_anywhere() throws Refused {
        Arguments a = parse("exec", "queue:list", "--json", "example.org", "--base", "/i");

        assertThat(a.command()).isEqualTo("queue:list example.org");
        assertThat(a.json()).isTrue();
        assertThat(a.stdin()).isFalse();
        assertThat(parse("exec", "user:set ann", "--stdin").stdin()).isTrue();
        assertThat(a.base()).contains(Path.of("/i"));
    }

    @Test
    void after_two_dashes_all_words_belong_to_the_command() throws Refused {
        assertThat(parse("exec", "--", "x", "--json", "y").command()).isEqualTo("x --json y");
    }

    @Test
    void a_quoted_command_keeps_its_own_options() throws Refused {
        assertThat(parse("exec", "x --deep 1").command()).isEqualTo("x --deep 1");
    }

    @Test
    void version_and_help_are_options_too() throws Refused {
        assertThat(parse("--version").verb()).isEqualTo(Verb.VERSION);
        assertThat(parse("--help").verb()).isEqualTo(Verb.HELP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | what to do?",
                "restart             | unknown command 'restart'",
                "run now             | `run` takes no 'now'",
                "run --bas /x        | `run` has no option --bas",
                "status --set a=1    | `status` has no option --set",
                "run --base          | --base needs a value",
                "run --set smtp      | --set smtp: write KEY=VALUE",
                "run --set =1        | --set =1: write KEY=VALUE",
                "exec                | `exec` needs a command",
                "exec a --deep       | quote the whole command",
            })
    void wrong_use_is_one_line_and_status_2(String line, String reason) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

        assertThatThrownBy(() -> Arguments.parse(words))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.status()).isEqualTo(2))
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @Test
    void usage_names_every_verb_but_the_internal_one() {
        assertThat(Verb.usage())
                .contains("run", "start", "stop", "status", "exec", "shell")
                .doesNotContain("grapnel daemon");
    }

    private static Arguments parse(String... words) throws Refused {
        return Arguments.parse(List.of(words));
    }
}
