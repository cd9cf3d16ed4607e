package org.grapnel.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptionPagesAreCurrentTest {
    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of(Path.of("../docs/configuration.md"), OptionPages.manual()),
                Arguments.of(
                        Path.of("src/main/resources/OSGI-INF/metatype/org.grapnel.mta.xml"), OptionPages.metatype()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_page_says_what_the_table_says(Path page, String wanted) throws IOException {
        if (Boolean.getBoolean("grapnel.write")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, wanted);
        }
        assertThat(Files.readString(page))
                .as("%s is stale: run this test with -Dgrapnel.write=true", page)
                .isEqualTo(wanted);
    }

    @Test
    void every_default_can_be_written_as_it_is_shown() throws BadValue {
        for (Option<?> option : Options.all()) {
            assertReads(option);
        }
    }

    private static <T> void assertReads(Option<T> option) throws BadValue {
        T value = option.byDefault();
        assertThat(option.type().read(option.type().show(value)))
                .as(option.name())
                .isEqualTo(value);
        assertThat(option.type().plain(value))
                .as("%s: what hooks see", option)
                .isInstanceOf(option.about().type());
    }
}
