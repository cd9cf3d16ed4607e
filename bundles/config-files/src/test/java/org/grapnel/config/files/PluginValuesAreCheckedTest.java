package org.grapnel.config.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;

class PluginValuesAreCheckedTest {
    private static final PluginOptions OPTIONS = PluginOptions.of(
            "com.example.x",
            "com.example.x 1.0.0",
            "an example",
            List.of(
                    key("port", AttributeDefinition.INTEGER, 0, List.of(), "25"),
                    key("on", AttributeDefinition.BOOLEAN, 0, List.of(), "true"),
                    key("mode", AttributeDefinition.STRING, 0, List.of("soft", "hard"), "soft"),
                    key("sizes", AttributeDefinition.LONG, 3, List.of(), "1"),
                    key("licence", AttributeDefinition.STRING, 0, List.of())));

    private static PluginKey key(String id, int type, int cardinality, List<String> options, String... byDefault) {
        return PluginKey.of(new Described(id, type, cardinality, options, List.of(byDefault)), true);
    }

    /** As a metatype service describes a key; ports go up to 65535. */
    private record Described(String id, int type, int cardinality, List<String> options, List<String> byDefault)
            implements AttributeDefinition {
        @Override
        public String getName() {
            return id;
        }

        @Override
        public String getID() {
            return id;
        }

        @Override
        public String getDescription() {
            return "the " + id;
        }

        @Override
        public int getCardinality() {
            return cardinality;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String[] getOptionValues() {
            return options.toArray(String[]::new);
        }

        @Override
        public String[] getOptionLabels() {
            return options.toArray(String[]::new);
        }

        @Override
        public String validate(String value) {
            return type == INTEGER && Integer.parseInt(value) > 65535 ? "greater than 65535" : "";
        }

        @Override
        @SuppressWarnings("NullAway") // metatype says null for none
        public String[] getDefaultValue() {
            return byDefault.isEmpty() ? null : byDefault.toArray(String[]::new);
        }
    }

    private static void assertRefused(String key, Object value, String why) {
        assertThatThrownBy(() -> OPTIONS.typed(Map.of("licence", "l", key, value)))
                .isInstanceOf(BadValueException.class)
                .hasMessage(why);
    }

    @Test
    void what_is_right_has_the_types_of_its_keys() throws Exception {
        assertThat(OPTIONS.typed(Map.of(
                        "PORT", "2525",
                        "on", false,
                        "mode", "hard",
                        "sizes", new String[] {"1", "2"},
                        "licence", "l",
                        "service.ranking", 7L,
                        "grapnel.deadline", "2s")))
                .containsEntry("port", 2525)
                .containsEntry("on", false)
                .containsEntry("mode", "hard")
                .containsEntry("sizes", new Long[] {1L, 2L})
                .containsEntry("service.ranking", 7)
                .containsEntry("grapnel.deadline", "2s");
    }

    @Test
    void what_is_wrong_is_named() {
        assertRefused("port", "soon", "port: 'soon' is no Integer; write one");
        assertRefused("port", 70000L, "port: '70000' is out of its range: greater than 65535; write another");
        assertRefused("on", "perhaps", "on: 'perhaps' is no Boolean; write one");
        assertRefused("mode", "odd", "mode: 'odd' is none of soft, hard; write one");
        assertRefused("sizes", new Long[] {1L, 2L, 3L, 4L}, "sizes: 4 values are too many; write at most 3");
        assertRefused("mode", new String[] {"soft", "hard"}, "mode: 2 values are too many; write one");
        assertRefused("colour", "red", "colour: there is no such key; there are licence, mode, on, port, sizes");
        assertRefused("service.ranking", "high", "service.ranking: 'high' is no Integer; write one");
    }

    @Test
    void what_has_no_default_must_be_set_here_or_elsewhere() throws Exception {
        assertThatThrownBy(() -> OPTIONS.typed(Map.of("port", 1L)))
                .hasMessage("licence: is missing and has no default; set it");
        assertThat(OPTIONS.typed(Map.of("port", 1L), Set.of("licence"))).containsOnlyKeys("port");
    }
}
