package org.grapnel.config.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadsJsonWithCommentsTest {
    private static Map<String, Object> read(String json) throws BadFileException {
        return JsonKeys.read("etc/x.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void flattens_objects_and_keeps_types() throws Exception {
        Map<String, Object> keys = read(
                """
                // where we listen
                {
                  "smtp": {"listen": ["127.0.0.1:2525", "[::1]:2525"]},
                  # limits
                  "max_sessions": 5, "ratio": 0.5, "on": true, "numbers": [1, 2], "mixed": [1, "a"], "none": [],
                  "domain": {"example.com": {"retry_interval": "2m"}},
                }
                """);

        assertThat(keys)
                .containsOnlyKeys(
                        "smtp.listen",
                        "max_sessions",
                        "ratio",
                        "on",
                        "numbers",
                        "mixed",
                        "none",
                        "domain.example.com.retry_interval");
        assertThat(keys.get("smtp.listen")).isEqualTo(new String[] {"127.0.0.1:2525", "[::1]:2525"});
        assertThat(keys)
                .containsEntry("max_sessions", 5L)
                .containsEntry("ratio", 0.5)
                .containsEntry("on", true);
        assertThat(keys.get("numbers")).isEqualTo(new Long[] {1L, 2L});
        assertThat(keys.get("mixed")).isEqualTo(new String[] {"1", "a"});
        assertThat(keys.get("none")).isEqualTo(new String[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            {"a": 1,\\n "b" 2} | line 2, column 6: Unexpected character
            {"a": 1, "a": 2} | line 1, column 13: Duplicate
            {"a.b": 1, "a": {"b": 2}} | line 1, column 23: 'a.b' is there twice; remove one
            {"a": null} | line 1, column 7: 'a' is no text, number or boolean; write one, or remove the key
            {"a": [[1]]} | line 1, column 8: 'a' is no text
            {"a": 99999999999999999999} | line 1, column 7: 'a' is too large a number; write it as text
            ["a"] | line 1, column 1: no object; begin with {
            {} {} | line 1, column 4: something stands after the end of the object; remove it
            {"a": "x | line 1, column
            """)
    void says_where_a_mistake_is(String json, String message) {
        assertThatThrownBy(() -> read(json.replace("\\n", "\n")))
                .isInstanceOf(BadFileException.class)
                .hasMessageStartingWith("etc/x.json: " + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refuses_what_is_too_deep_or_too_large() {
        assertThatThrownBy(() -> read("{\"a\":".repeat(11) + "1" + "}".repeat(11)))
                .hasMessageContaining("more than 10 levels; write flat keys");
        assertThatThrownBy(() -> read("{\"a\":".repeat(100_000))).isInstanceOf(BadFileException.class);
        assertThatThrownBy(() -> JsonKeys.read("etc/x.json", new byte[JsonKeys.LARGEST + 1]))
                .hasMessage("etc/x.json: is larger than 1 MB; split it");
    }

    @Test
    void an_empty_file_sets_nothing() throws Exception {
        assertThat(read("")).isEmpty();
        assertThat(read("// nothing\n")).isEmpty();
    }

    @Test
    void a_files_name_is_its_pid() {
        assertThat(Target.ofFile("grapnel.json")).contains(Target.SERVER);
        assertThat(Target.ofFile("com.example.plugin.json")).contains(new Target("com.example.plugin", ""));
        assertThat(Target.ofFile("com.example.plugin~eu.json")).contains(new Target("com.example.plugin", "eu"));
        assertThat(Target.ofFile("a b.json")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".x.json", ".json", "x.json~", "x.json.bak", "x.xml"})
    void other_files_are_left_alone(String name) {
        assertThat(Target.isJson(name)).isFalse();
    }

    @Test
    void overrides_name_a_key_or_a_plugins_key() throws Exception {
        Overrides overrides = Overrides.of(Map.of(
                "grapnel.set.max_sessions", "5", "grapnel.set.com.example.plugin/key", "value", "grapnel.base", "x"));

        assertThat(overrides.of(Target.SERVER)).containsExactly(Map.entry("max_sessions", "5"));
        assertThat(overrides.of(new Target("com.example.plugin", ""))).containsExactly(Map.entry("key", "value"));
        assertThatThrownBy(() -> Overrides.of(Map.of("grapnel.set.a b/key", "value")))
                .hasMessage("--set a b/key: no PID stands before the slash; write PID/KEY=VALUE");
    }
}
