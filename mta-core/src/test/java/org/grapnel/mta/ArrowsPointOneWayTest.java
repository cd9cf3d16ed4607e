package org.grapnel.mta;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArrowsPointOneWayTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LONGEST = 500;

    @Test
    void the_rooms_of_the_engine_know_each_other_in_one_direction() {
        JavaClasses engine = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.grapnel.mta");
        assertThat(engine).isNotEmpty();
        slices().matching("org.grapnel.mta.(*)..").should().beFreeOfCycles().check(engine);
    }

    @Test
    void no_file_is_longer_than_a_room_may_be() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > LONGEST)
                    .map(Path::toString)
                    .toList();
            assertThat(tooLong).as("files over %d lines", LONGEST).isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
