package org.grapnel.launcher.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.grapnel.launcher.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureReaderTest {
    @TempDir
    Path folder;

    @Test
    void reads_bundles_levels_and_extensions_between_comments() throws Exception {
        Feature feature = read(
                """
                {
                  // a comment
                  "feature-resource-version": "1.0", "id": "g:f:1", "name": "f", "#note": {"any": ["thing"]},
                  "bundles": [
                    "g:plain:1.0",
                    /* another */
                    {"id": "g:leveled:2.0", "bundleStartLevel": 5, "#why": "because"},
                    {"id": "g:a:jar:c:3.0", "bundleStartLevel": "7"}
                  ],
                  "extensions": {
                    "framework-launching-properties": {"kind": "optional", "type": "json", "json": {"a": "b", "n": 1}},
                    "bundle-start-levels": {"type": "JSON", "json": {"defaultStartLevel": 40, "minimumStartLevel": 60}}
                  }
                }""");

        assertThat(feature.bundles())
                .extracting(b -> b.id().path())
                .containsExactly("g/plain/1.0/plain-1.0.jar", "g/leveled/2.0/leveled-2.0.jar", "g/a/3.0/a-3.0-c.jar");
        assertThat(feature.bundles())
                .extracting(FeatureBundle::startLevel)
                .containsExactly(OptionalInt.empty(), OptionalInt.of(5), OptionalInt.of(7));
        assertThat(feature.frameworkProperties()).isEqualTo(Map.of("a", "b", "n", "1"));
        assertThat(feature.defaultStartLevel()).hasValue(40);
        assertThat(feature.minimumStartLevel()).hasValue(60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": \"g:f:1\",⏎ \"bundels\": []}                    | f.json:2: unknown key 'bundels'",
                "{\"bundles\": []}                                         | 'id' is missing",
                "{\"id\": \"g:f:1\", \"bundles\": {}}                      | 'bundles' must be an array",
                "{\"id\": \"g:f:1\", \"bundles\": [{}]}                    | bundle without 'id'",
                "{\"id\": \"g:f:1\", \"bundles\": [\"g:x\"]}               | 'g:x' is not group:artifact:version",
                "{\"id\": \"g:f:1\", \"bundles\": [\"g:../../x:1\"]}       | is not group:artifact:version",
                "{\"id\": \"g:f:1\", \"bundles\": [{\"id\": \"g:x:1\", \"bundleStartLevel\": 0}]} | g:x:1: start level 0 is not",
                "{\"id\": \"g:f:1\", \"configurations\": {\"my.pid\": {}}} | put my.pid into etc/",
                "{\"id\": \"g:f:1\", \"extensions\": {\"content\": {}}}    | unknown extension 'content'",
                "{\"id\": \"g:f:1\", \"feature-resource-version\": \"2.0\"} | 2.0 is not 1.x",
                "{\"id\": \"g:f:1\",⏎⏎ \"bundles\": [}                   | f.json:3: not JSON",
                "{\"id\": \"g:f:1\"                                        | not JSON",
                "[]                                                        | a feature must be an object",
                "{\"id\": \"g:f:1\", \"scm\": [[[[[[[[[[[[[[[[[[[[[[[[1    | not JSON",
            })
    void a_mistake_names_file_line_and_reason(String text, String reason) {
        assertThatThrownBy(() -> read(text.replace('⏎', '\n')))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.status()).isEqualTo(2))
                .hasMessageContaining(reason)
                .hasMessageStartingWith("features/f.json:")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_huge_file_is_not_read_to_its_end() {
        assertThatThrownBy(() -> read("{\"id\": \"g:f:1\", \"name\": \"" + "x".repeat(2 << 20) + "\"}"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_folder_is_read_by_name() throws Exception {
        Files.writeString(folder.resolve("b.json"), "{\"id\": \"g:b:1\"}");
        Files.writeString(folder.resolve("a.json"), "{\"id\": \"g:a:1\"}");
        Files.writeString(folder.resolve("readme.txt"), "no feature");

        assertThat(FeatureReader.readFolder(folder)).extracting(Feature::id).containsExactly("g:a:1", "g:b:1");
    }

    @Test
    void an_empty_or_absent_folder_is_an_incomplete_installation() {
        assertThatThrownBy(() -> FeatureReader.readFolder(folder)).hasMessageContaining("no feature file");
        assertThatThrownBy(() -> FeatureReader.readFolder(folder.resolve("none")))
                .hasMessageContaining("cannot read the folder");
    }

    @Test
    void a_missing_jar_is_named() throws Exception {
        Feature feature = read("{\"id\": \"g:f:1\", \"bundles\": [\"org.x:y:1.2\"]}");

        assertThatThrownBy(() -> Assembly.of(List.of(feature), folder))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.status()).isEqualTo(2))
                .hasMessage("feature g:f:1: bundle org.x:y:1.2: there is no readable system/org/x/y/1.2/y-1.2.jar");
    }

    @Test
    void features_merge_by_level_and_a_jar_counts_once() throws Exception {
        for (String name : List.of("x", "y", "z")) {
            Path jar = folder.resolve("g/" + name + "/1/" + name + "-1.jar");
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
        }
        Feature one = read(
                """
                {"id": "g:f:1", "bundles": [{"id": "g:z:1", "bundleStartLevel": 9}, {"id": "g:x:1", "bundleStartLevel": 2}],
                 "extensions": {"bundle-start-levels": {"json": {"minimumStartLevel": 20}}}}""");
        Feature two = read(
                """
                {"id": "g:h:1", "bundles": ["g:x:1", "g:y:1"],
                 "extensions": {"bundle-start-levels": {"json": {"defaultStartLevel": 4}}}}""");

        Assembly all = Assembly.of(List.of(one, two), folder);

        assertThat(all.levels().keySet()).containsExactly(2, 4, 9);
        assertThat(all.levels().get(2)).hasSize(1);
        assertThat(all.finalLevel()).isEqualTo(20);
        assertThat(all.laterLevel()).isEqualTo(4);
    }

    @Test
    void two_versions_of_one_artifact_are_a_mistake() throws Exception {
        Feature feature = read("{\"id\": \"g:f:1\", \"bundles\": [\"g:x:1\", \"g:x:2\"]}");
        Files.createDirectories(folder.resolve("g/x/1"));
        Files.createFile(folder.resolve("g/x/1/x-1.jar"));

        assertThatThrownBy(() -> Assembly.of(List.of(feature), folder)).hasMessageContaining("both g:x:1 and g:x:2");
    }

    private Feature read(String text) throws IOException, Refused {
        Path file = folder.resolve("f.json");
        Files.writeString(file, text);
        return FeatureReader.read(file);
    }
}
