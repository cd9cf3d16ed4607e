package org.grapnel.sample.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the built jar says of itself to the framework and to Declarative Services. */
class EventLogBundleIT {
    @Test
    void imports_the_hook_api_osgi_slf4j_and_jackson_and_nothing_else() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("jar"))) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("org.grapnel.event-log");
            assertThat(manifest.getValue("Bundle-Version")).isEqualTo("0.1.0");
            assertThat(manifest.getValue("Import-Package")
                            .replaceAll(";version=\"[^\"]*\"", "")
                            .split(","))
                    .allMatch(
                            p -> p.matches(
                                    "java\\..*|org\\.grapnel\\.hook.*|org\\.osgi\\..*|org\\.slf4j|com\\.fasterxml\\.jackson\\.core"));
            assertThat(manifest.getValue("Export-Package")).isNull();
        }
    }

    @Test
    void offers_one_handler_for_seven_hooks() throws IOException {
        String component = text("OSGI-INF/org.grapnel.event-log.xml");

        assertThat(component)
                .contains("name=\"org.grapnel.event-log\"")
                .contains("modified=\"configure\"")
                .contains("provide interface=\"org.grapnel.hook.log.LogReceptionV1\"")
                .contains("provide interface=\"org.grapnel.hook.log.LogRejection\"")
                .contains("provide interface=\"org.grapnel.hook.log.LogAttemptV1\"")
                .contains("provide interface=\"org.grapnel.hook.log.LogDeliveryV1\"")
                .contains("provide interface=\"org.grapnel.hook.log.LogTransientFailureV1\"")
                .contains("provide interface=\"org.grapnel.hook.log.LogPermanentFailureV1\"")
                .contains("provide interface=\"org.grapnel.hook.log.LogReopen\"")
                .contains("deactivate=\"close\"")
                .contains("name=\"grapnel.name\" type=\"String\" value=\"event-log\"")
                .doesNotContain("configuration-policy=\"require\"");
    }

    @Test
    void describes_its_options() throws IOException {
        String metatype = text("OSGI-INF/metatype/org.grapnel.event-log.xml");

        assertThat(metatype)
                .contains("Designate pid=\"org.grapnel.event-log\"")
                .contains("id=\"path\"")
                .contains("id=\"max_size\"")
                .contains("default=\"20000\"");
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("jar"))) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
