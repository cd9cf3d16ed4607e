package org.grapnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarMakingTest {
    @TempDir
    Path directory;

    /** Something to put into a jar: with a nested, an anonymous and a lambda inside. */
    public static class Greeter implements Supplier<String> {
        record Word(String text) {}

        @Override
        public String get() {
            Supplier<Word> anonymous = new Supplier<>() {
                @Override
                public Word get() {
                    return new Word("hello");
                }
            };
            return anonymous.get().text();
        }
    }

    private Path plugin() throws Exception {
        return PluginJar.named("org.example.greeter")
                .version("1.2.3")
                .header("Import-Package", "java.util.function")
                .component(Greeter.class, Supplier.class, Map.of("service.ranking", 7, "label", "a <b>"))
                .entry("extra.txt", "x".getBytes(StandardCharsets.US_ASCII))
                .writeTo(directory.resolve("greeter.jar"));
    }

    @Test
    void a_made_jar_has_headers_component_and_classes_that_load_on_their_own() throws Exception {
        Path jar = plugin();
        try (JarFile file = new JarFile(jar.toFile())) {
            var headers = file.getManifest().getMainAttributes();
            assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("org.example.greeter");
            assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.2.3");
            assertThat(headers.getValue("Bundle-ManifestVersion")).isEqualTo("2");
            String xmlName = headers.getValue("Service-Component");
            String xml = new String(file.getInputStream(file.getEntry(xmlName)).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(xml)
                    .contains("name=\"service.ranking\" type=\"Integer\" value=\"7\"", "value=\"a &lt;b>\"")
                    .contains("<provide interface=\"java.util.function.Supplier\"/>");
        }
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object greeter = alone.loadClass(Greeter.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(((Supplier<?>) greeter).get()).isEqualTo("hello");
        }
    }

    @Test
    void a_reversioned_jar_differs_in_its_version_alone() throws Exception {
        Path newer = PluginJar.reversioned(plugin(), "2.0.0", directory.resolve("newer.jar"));
        try (JarFile before = new JarFile(plugin().toFile());
                JarFile after = new JarFile(newer.toFile())) {
            var headers = after.getManifest().getMainAttributes();
            assertThat(headers.getValue("Bundle-Version")).isEqualTo("2.0.0");
            assertThat(headers.getValue("Import-Package")).isEqualTo("java.util.function");
            assertThat(after.stream().map(e -> e.getName()))
                    .containsExactlyElementsOf(
                            before.stream().map(e -> e.getName()).toList());
            assertThat(after.getInputStream(after.getEntry("extra.txt")).readAllBytes())
                    .containsExactly('x');
        }
    }

    @Test
    void garbage_is_no_jar() throws Exception {
        Path garbage = PluginJar.garbage(directory.resolve("garbage.jar"));
        assertThat(garbage).isNotEmptyFile();
        assertThatThrownBy(() -> new JarFile(garbage.toFile()).close()).isInstanceOf(java.util.zip.ZipException.class);
    }

    @Test
    void a_slow_copy_is_half_a_jar_until_it_is_finished() throws Exception {
        Path jar = plugin();
        Path target = directory.resolve("slow.jar");
        try (SlowCopy copy = PluginJar.slowCopy(jar, target)) {
            assertThat(Files.size(target)).isEqualTo(Files.size(jar) / 2);
            assertThatThrownBy(() -> new JarFile(target.toFile()).close())
                    .isInstanceOf(java.util.zip.ZipException.class);
            copy.finish();
        }
        assertThat(target).hasSameBinaryContentAs(jar);
    }
}
