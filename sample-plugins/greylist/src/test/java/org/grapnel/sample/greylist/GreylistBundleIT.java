package org.grapnel.sample.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the built jar says of itself to the framework and to Declarative Services. */
class GreylistBundleIT {
    @Test
    void imports_the_hook_api_osgi_and_slf4j_and_nothing_else() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("jar"))) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("org.grapnel.greylist");
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
        String component = text("OSGI-INF/org.grapnel.greylist.xml");

        assertThat(component)
                .contains("name=\"org.grapnel.greylist\"")
                .contains("modified=\"configure\"")
                .contains("provide interface=\"org.grapnel.hook.reception.ValidateRcptto\"")
                .contains("name=\"grapnel.name\" type=\"String\" value=\"greylist\"")
                .contains("name=\"service.ranking\" type=\"Integer\" value=\"-100\"")
                .contains("deactivate=\"close\"")
                .doesNotContain("configuration-policy=\"require\"");
    }

    @Test
    void describes_its_options() throws IOException {
        String metatype = text("OSGI-INF/metatype/org.grapnel.greylist.xml");

        assertThat(metatype)
                .contains("Designate pid=\"org.grapnel.greylist\"")
                .contains("id=\"retry_window\" type=\"String\"")
                .contains("id=\"max_entries\" type=\"Integer\"")
                .contains("cardinality=\"2147483647\"");
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("jar"))) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
