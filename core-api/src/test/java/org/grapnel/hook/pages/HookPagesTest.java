package org.grapnel.hook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/hooks say what the interfaces say. With {@code -Dgrapnel.docs.write=true} they are written first. */
class HookPagesTest {
    private static final Map<String, String> PAGES = HookPages.pages();

    static Stream<String> names() {
        return PAGES.keySet().stream();
    }

    @BeforeAll
    static void write_when_asked_to() throws IOException {
        if (Boolean.getBoolean("grapnel.docs.write")) {
            HookPages.write(HookPages.folder());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_page_is_up_to_date(String name) throws IOException {
        Path page = HookPages.folder().resolve(name);
        assertThat(page)
                .as("docs/hooks/%s is missing; run: %s", name, HookPages.COMMAND)
                .exists();
        assertThat(Files.readString(page))
                .as("docs/hooks/%s is stale; run: %s", name, HookPages.COMMAND)
                .isEqualTo(PAGES.get(name));
    }

    @Test
    void no_page_is_left_over() throws IOException {
        try (Stream<Path> files = Files.list(HookPages.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("files of docs/hooks")
                    .containsExactlyInAnyOrderElementsOf(new TreeMap<>(PAGES).keySet());
        }
    }
}
