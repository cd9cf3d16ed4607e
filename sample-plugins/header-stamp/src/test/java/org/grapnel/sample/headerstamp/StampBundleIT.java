package org.grapnel.sample.headerstamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the built jar says of itself to the framework and to Declarative Services. */
class StampBundleIT {
    @Test
    void imports_the_hook_api_osgi_and_slf4j_and_nothing_else() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("jar"))) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("org.grapnel.header-stamp");
            assertThat(manifest.getValue("Bundle-Version")).isEqualTo("0.1.0");
            assertThat(manifest.getValue("Import-Package")
                            .replaceAll(";version=\"[^\"]*\"", "")
                            .split(","))
                    .allMatch(p -> p.matches("java\\..*|org\\.grapnel\\.hook.*|org\\.osgi\\..*|org\\.slf4j"));
            assertThat(manifest.getValue("Export-Package")).isNull();
        }
    }

    @Test
    void offers_one_handler_that_is_configured_without_being_made_anew() throws IOException {
        String component = text("OSGI-INF/org.grapnel.header-stamp.xml");

        assertThat(component)
                .contains("name=\"org.grapnel.header-stamp\"")
                .contains("modified=\"configure\"")
                .contains("provide interface=\"org.grapnel.hook.reception.ValidateDataSpoolEachRcpt\"")
                .contains("name=\"grapnel.name\" type=\"String\" value=\"header-stamp\"")
                .doesNotContain("configuration-policy=\"require\"");
    }

    @Test
    void describes_its_options() throws IOException {
        String metatype = text("OSGI-INF/metatype/org.grapnel.header-stamp.xml");

        assertThat(metatype)
                .contains("Designate pid=\"org.grapnel.header-stamp\"")
                .contains("id=\"header\"")
                .contains("default=\"X-Grapnel-Stamp\"")
                .contains("id=\"text\"")
                .contains("default=\"header-stamp\\ {version}\"");
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("jar"))) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
