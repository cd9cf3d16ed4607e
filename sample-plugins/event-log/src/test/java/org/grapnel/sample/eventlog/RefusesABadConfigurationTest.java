package org.grapnel.sample.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusesABadConfigurationTest {
    @TempDir
    Path base;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path|log/|path: 'log/' is not a file; write log/events.jsonl",
                "path|' '|path: ' ' is not a file; write log/events.jsonl",
                "max__size|100|max_size: '100' is not a size; write 500KB, 100MB or 2GB",
                "max__size|0MB|max_size: '0MB' is not a size; write 500KB, 100MB or 2GB",
                "files|0|files: '0' is not a number from 1 to 1000",
                "queue|99|queue: '99' is not a number from 100 to 1000000",
            })
    void one_line_names_file_key_and_mend_and_what_was_in_force_stays(String key, String value, String fault) {
        EventLog log = Story.log(base, Map.of("path", "mine.jsonl"));
        try (LogLines said = new LogLines(EventLog.class)) {
            log.configure(Fake.config(EventLogConfig.class, Map.of(key, value)));

            assertThat(said.lines())
                    .containsExactly("etc/org.grapnel.event-log.json: " + fault + "; " + base.resolve("mine.jsonl")
                            + " stays in use");
        } finally {
            log.close();
        }
    }

    @Test
    void the_defaults_of_the_description_are_those_without_a_file() {
        assertThat(Settings.of(base, Fake.config(EventLogConfig.class, Map.of())))
                .isEqualTo(Settings.byDefault(base));
    }
}
