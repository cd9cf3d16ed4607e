package org.grapnel.hook.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API against the one that was released last, which is described in {@code src/test/resources/baseline.txt}. At a release it is written anew:
 * {@code mvn -q -pl core-api test -Dtest=ApiBaselineTest -Dgrapnel.baseline.write=true}.
 */
class ApiBaselineTest {
    private static final Path BASELINE = Path.of("src", "test", "resources", "baseline.txt");
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String REOPEN = "org/grapnel/hook/log/LogReopen.class";

    @TempDir
    private Path work;

    @Test
    void the_packages_versions_tell_what_has_changed() throws Exception {
        Api now = Api.ofClasses(CLASSES);
        if (Boolean.getBoolean("grapnel.baseline.write")) {
            Files.write(BASELINE, ApiText.write(now));
        }
        assertThat(Verdicts.of(ApiText.read(Files.readAllLines(BASELINE)), now))
                .as("docs/plugins.md, Versions")
                .isEmpty();
    }

    @Test
    void a_description_is_read_as_it_was_written() throws Exception {
        Api now = Api.ofClasses(CLASSES);
        assertThat(ApiText.write(ApiText.read(ApiText.write(now)))).isEqualTo(ApiText.write(now));
    }

    @Test
    void a_hook_that_is_gone_needs_another_version_of_its_package() throws Exception {
        Api released = Api.ofClasses(CLASSES);
        try (Jar changed = new Jar("changed", CLASSES.toFile())) {
            changed.remove(REOPEN);
            assertThat(Verdicts.of(released, Api.of(changed)))
                    .singleElement()
                    .asString()
                    .startsWith("org.grapnel.hook.log 0.1.0: breaks 0.1.0 (")
                    .contains("LogReopen", "@Version(\"0.2.0\")");
        }
    }

    @Test
    void one_more_method_breaks_who_implements_a_hook_and_only_adds_for_who_is_given_an_object() throws Exception {
        Api released = at(Api.ofClasses(CLASSES), "1.0.0");
        assertThat(Verdicts.of(released, at(withMethod("@ConsumerType"), "1.0.0")))
                .singleElement()
                .asString()
                .startsWith("org.grapnel.hook.log 1.0.0: breaks 1.0.0 (")
                .contains("more()", "@Version(\"2.0.0\")");
        Api given = at(withMethod("@ProviderType"), "1.0.0");
        assertThat(Verdicts.of(at(withoutMethod("@ProviderType"), "1.0.0"), given))
                .singleElement()
                .asString()
                .startsWith("org.grapnel.hook.log 1.0.0: adds to 1.0.0 (")
                .contains("more()", "@Version(\"1.1.0\")");
        assertThat(Verdicts.of(released, at(withMethod("@ConsumerType"), "2.0.0")))
                .isEmpty();
    }

    /** As if all packages had this version. */
    private static Api at(Api api, String version) {
        Map<String, String> versions = new TreeMap<>(api.versions());
        versions.replaceAll((name, before) -> version);
        return new Api(versions, api.tree());
    }

    private Api withMethod(String type) throws Exception {
        return changed(type, "void more();");
    }

    private Api withoutMethod(String type) throws Exception {
        return changed(type, "");
    }

    /** The API with another form of one interface. */
    private Api changed(String type, String member) throws Exception {
        String source =
                """
                package org.grapnel.hook.log;
                @org.osgi.annotation.versioning.%s
                public interface LogReopen { void logReopen(); %s }
                """
                        .formatted(type.substring(1), member);
        Path out = Files.createTempDirectory(work, "classes");
        Path file = Files.writeString(out.resolve("LogReopen.java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        out.toString(),
                        file.toString());
        assertThat(status).isZero();
        try (Jar jar = new Jar("changed", CLASSES.toFile())) {
            jar.putResource(REOPEN, new EmbeddedResource(bytes(out), 0));
            return Api.of(jar);
        }
    }

    private static byte[] bytes(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            return Files.readAllBytes(classes.get(0));
        }
    }
}
