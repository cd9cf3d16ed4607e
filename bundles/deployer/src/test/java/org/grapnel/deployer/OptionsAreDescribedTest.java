package org.grapnel.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OptionsAreDescribedTest {
    @Test
    void the_metatype_has_the_same_options() throws Exception {
        String xml;
        try (InputStream in = Options.class.getResourceAsStream("/OSGI-INF/metatype/org.grapnel.deployer.xml")) {
            xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(Pattern.compile("<AD id=\"([^\"]+)\"").matcher(xml).results().map(found -> found.group(1)))
                .containsExactlyElementsOf(Arrays.stream(Options.Key.values())
                        .map(Options.Key::key)
                        .toList());
    }

    @Test
    void values_of_any_type_are_read() throws Exception {
        Options options = Options.read(
                Map.of(
                        "watch_faults",
                        3L,
                        "watch_period",
                        "90s",
                        "require_checksum",
                        true,
                        "max_jar_size",
                        "1MB",
                        "trust",
                        "etc/t.pem"),
                Path.of("/base"));
        assertThat(options.watchFaults()).isEqualTo(3);
        assertThat(options.watchPeriod()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.demands().requireChecksum()).isTrue();
        assertThat(options.demands().limits().size()).isEqualTo(1024 * 1024);
        assertThat(options.demands().trust()).contains(Path.of("/base/etc/t.pem"));
    }
}
