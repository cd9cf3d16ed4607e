package org.grapnel.hook.catalogue;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrows point one way, nothing comes in from outside, and files stay small. */
@AnalyzeClasses(packages = "org.grapnel.hook", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiArchitectureTest {
    // javax.net.ssl is of the JDK's base module, and the only home of KeyManager and TrustManager
    @ArchTest
    static final ArchRule depends_on_the_jdk_and_annotations_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.grapnel.hook..",
                    "java..",
                    "javax.net.ssl",
                    "org.osgi.annotation..",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule only_the_tls_context_needs_the_tls_package = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.grapnel.hook.session.TlsContextBuilder")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.net.ssl");

    @ArchTest
    static final ArchRule no_two_rooms_need_each_other =
            slices().matching("org.grapnel.hook.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_dispatchers_api_knows_no_room = noClasses()
            .that()
            .resideInAPackage("org.grapnel.hook")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.grapnel.hook.*..");

    @ArchTest
    static final ArchRule nobody_needs_log_or_cache = noClasses()
            .that()
            .resideOutsideOfPackages("org.grapnel.hook.log", "org.grapnel.hook.cache")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.grapnel.hook.log", "org.grapnel.hook.cache");

    @Test
    void files_are_short() {
        List<Path> sources = Catalogue.sources().toList();
        assertThat(longerThan(500, sources)).as("over 500 lines").isEmpty();
        assertThat(longerThan(250, sources)).as("over 250 lines: few").hasSizeLessThan(4);
        assertThat(longerThan(100, sources).size())
                .as("over 100 lines: not most")
                .isLessThan(sources.size() / 10);
    }

    private static List<Path> longerThan(int lines, List<Path> sources) {
        return sources.stream()
                .filter(source -> Catalogue.read(source).lines().count() > lines)
                .toList();
    }
}
