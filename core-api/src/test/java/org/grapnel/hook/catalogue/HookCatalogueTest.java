package org.grapnel.hook.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.grapnel.hook.catalogue.Catalogue.Declared;
import org.grapnel.hook.catalogue.Catalogue.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.annotation.versioning.ConsumerType;

/** The API declares the hooks of the catalogue, all of them and no other, where and as the catalogue has them. */
class HookCatalogueTest {
    private static final Map<String, Row> ROWS =
            Catalogue.rows().stream().collect(Collectors.toMap(Row::name, Function.identity()));

    static List<Declared> declared() {
        return Catalogue.declared();
    }

    @Test
    void the_catalogue_has_141_points() {
        assertThat(ROWS).hasSize(141);
        assertThat(ROWS.values()).extracting(Row::room).hasSameElementsAs(Catalogue.ROOMS);
    }

    @Test
    void the_interfaces_are_those_of_the_catalogue() {
        Set<String> missing = new HashSet<>(ROWS.keySet());
        Set<String> unknown = new HashSet<>();
        for (Declared declared : declared()) {
            if (!missing.remove(declared.hook().name())) {
                unknown.add(declared.hook().name());
            }
        }
        assertThat(missing)
                .as("names of the catalogue that no interface declares")
                .isEmpty();
        assertThat(unknown)
                .as("names that are declared twice, or stand in no line of src/test/resources/hooks.tsv")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("declared")
    void stands_in_its_room_with_its_kind_under_its_name(Declared declared) {
        Row row = ROWS.get(declared.hook().name());
        assertThat(row).as("line of hooks.tsv").isNotNull();
        assertThat(declared.type().getPackageName()).isEqualTo("org.grapnel.hook." + row.room());
        assertThat(declared.type().getSimpleName()).isEqualTo(row.interfaceName());
        assertThat(declared.hook().kind()).isEqualTo(row.kind());
    }

    @ParameterizedTest
    @MethodSource("declared")
    void has_one_method_of_its_name_and_nothing_else(Declared declared) {
        Row row = ROWS.get(declared.hook().name());
        assertThat(row).as("line of hooks.tsv").isNotNull();
        assertThat(declared.type().isInterface()).isTrue();
        assertThat(declared.type().isAnnotationPresent(FunctionalInterface.class))
                .isTrue();
        assertThat(declared.type().getInterfaces()).as("super-interfaces").isEmpty();
        assertThat(Arrays.stream(declared.type().getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .map(Method::getName))
                .containsExactly(row.methodName());
        assertThat(declared.type().getMethods())
                .as("default and static methods")
                .hasSize(1);
        assertThat(declared.type().getFields()).extracting("name").containsExactly("POINT");
    }

    @Test
    void every_hook_is_a_consumer_type() {
        // ConsumerType is kept in class files only, so reflection can't see it
        var classes = new ClassFileImporter().importPackages("org.grapnel.hook");
        assertThat(declared())
                .filteredOn(declared -> !classes.get(declared.type()).isAnnotatedWith(ConsumerType.class))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("declared")
    void says_when_it_fires_and_what_happens_by_default(Declared declared) {
        assertThat(declared.hook().when()).isNotBlank().doesNotEndWith(".");
        assertThat(declared.hook().byDefault()).isNotBlank().doesNotEndWith(".");
    }
}
