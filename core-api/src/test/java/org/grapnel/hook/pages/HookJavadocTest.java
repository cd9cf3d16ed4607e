package org.grapnel.hook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.grapnel.hook.catalogue.Catalogue;
import org.grapnel.hook.catalogue.Catalogue.Declared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a vendor reads about a hook is there: when it fires, what to answer, on which thread, what a fault does, an example. */
class HookJavadocTest {
    private static final List<String> MAN_PAGE =
            List.of("NAME", "PLACE IN A MESSAGE'S LIFE", "TYPES", "THREADS", "FAILURE");

    static List<Declared> hooks() {
        return Catalogue.declared();
    }

    static List<Path> rooms() {
        return Catalogue.sources()
                .filter(source -> source.endsWith("package-info.java"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void has_a_lead_and_all_sections_in_order(Declared hook) {
        Javadoc javadoc = Javadoc.of(Catalogue.read(hook.source()));
        assertThat(javadoc.lead()).isNotBlank().endsWith(".");
        assertThat(javadoc.sections()).containsOnlyKeys(Javadoc.HOOK_SECTIONS);
        assertThat(List.copyOf(javadoc.sections().keySet())).isEqualTo(Javadoc.HOOK_SECTIONS);
        assertThat(javadoc.sections().values())
                .allSatisfy(text -> assertThat(text).hasSizeGreaterThan(4));
        assertThat(javadoc.sections().get("EXAMPLE"))
                .as("EXAMPLE")
                .startsWith("`")
                .endsWith("`");
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void says_that_it_is_deprecated_when_it_is(Declared hook) {
        assertThat(Javadoc.of(Catalogue.read(hook.source())).lead().contains("Deprecated"))
                .isEqualTo(hook.hook().deprecated());
    }

    @Test
    void every_package_has_a_man_page() {
        assertThat(Catalogue.sources().map(Path::getParent).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(
                        rooms().stream().map(Path::getParent).toList());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_man_page_has_its_sections_and_the_package_its_marks(Path packageInfo) {
        String source = Catalogue.read(packageInfo);
        assertThat(Javadoc.of(source).sections()).containsKeys(MAN_PAGE.toArray(String[]::new));
        assertThat(source).contains("@Export", "@Version(\"", "@NullMarked");
    }
}
