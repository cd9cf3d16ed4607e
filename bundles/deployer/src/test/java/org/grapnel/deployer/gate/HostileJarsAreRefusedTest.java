package org.grapnel.deployer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.grapnel.deployer.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileJarsAreRefusedTest {
    private static final Limits LIMITS = new Limits(1024 * 1024, 20, 2 * 1024 * 1024);

    @TempDir
    private Path base;

    private Intake intake;
    private Demands demands = new Demands(LIMITS, false, false, Optional.empty(), Optional.empty());

    @BeforeEach
    void prepare() throws Exception {
        intake = new Intake(new Generations(base.resolve("copies")), () -> demands);
    }

    private String refusal(byte[] jar) throws Exception {
        Path file = Files.write(base.resolve("foo.jar"), jar);
        String[] message = new String[1];
        assertThatThrownBy(() -> intake.take(file, "foo.jar"))
                .isInstanceOfSatisfying(DeployException.class, e -> message[0] = e.getMessage());
        assertThat(base.resolve("copies/foo.jar/1")).as("nothing is left").doesNotExist();
        return message[0];
    }

    private static byte[] bundle(Map<String, byte[]> entries) throws Exception {
        return PluginJar.jar(Map.of("Bundle-SymbolicName", "foo"), entries);
    }

    /** Replaces a name within the bytes of a zip by another of the same length. */
    private static byte[] renamed(byte[] zip, String from, String to) {
        String text = new String(zip, StandardCharsets.ISO_8859_1).replace(from, to);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_sound_one_is_taken_and_described() throws Exception {
        Unit unit = intake.take(Files.write(base.resolve("foo.jar"), bundle(Map.of())), "foo.jar");
        assertThat(unit.toString()).isEqualTo("foo 0.0.0");
        assertThat(unit.services()).contains(new java.util.TreeSet<>());
        assertThat(intake.fingerprint(base.resolve("foo.jar"))).isEqualTo(unit.fingerprint());
    }

    @Test
    void garbage_and_truncated_files() throws Exception {
        assertThat(refusal("garbage".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("is no jar: not a readable zip of 7 bytes; copy it again");
        byte[] jar = bundle(Map.of());
        assertThat(refusal(Arrays.copyOf(jar, jar.length - 30))).startsWith("is no jar: ");
    }

    @Test
    void damaged_contents() throws Exception {
        byte[] jar = bundle(Map.of());
        Arrays.fill(jar, jar.length / 3, jar.length / 3 + 40, (byte) 0x55);
        assertThat(refusal(jar)).startsWith("is a damaged jar: ").endsWith("; copy it again");
    }

    @Test
    void names_that_leave_the_jar() throws Exception {
        for (String name :
                new String[] {"../../etc/passwd", "/etc/passwd", "a/../../b", "C:/windows", "..\\x", "a/.."}) {
            assertThat(refusal(bundle(Map.of(name, new byte[1]))))
                    .isEqualTo("has an entry that leaves the jar: " + name + "; do not trust where it comes from");
        }
    }

    @Test
    void bombs_and_too_many_entries() throws Exception {
        assertThat(refusal(bundle(Map.of("zeros", new byte[3 * 1024 * 1024]))))
                .isEqualTo("inflates to more than max_jar_content, 2 MB; do not trust where it comes from");
        Map<String, byte[]> many = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            many.put("e" + i, new byte[0]);
        }
        assertThat(refusal(bundle(many))).startsWith("has 33 entries, more than max_jar_entries, 20; ");
        byte[] large = new byte[1100 * 1024];
        new java.util.Random(1).nextBytes(large);
        assertThat(refusal(bundle(Map.of("random", large)))).startsWith("is larger than max_jar_size, 1 MB; ");
    }

    @Test
    void classes_of_the_api() throws Exception {
        assertThat(refusal(bundle(Map.of("org/grapnel/hook/Verdict.class", new byte[1]))))
                .startsWith("has classes of the hook API itself, such as org/grapnel/hook/Verdict.class, ")
                .endsWith("build it without them: core-api is 'provided'");
    }

    @Test
    void a_huge_file_is_refused_before_it_is_read() throws Exception {
        Path huge = base.resolve("huge.jar");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 36); // of nothing
        }
        assertThatThrownBy(() -> intake.fingerprint(huge)).hasMessageStartingWith("is larger than max_jar_size, 1 MB");
    }

    @Test
    void two_manifests() throws Exception {
        byte[] exact = renamed(bundle(Map.of("META-INF/MANIFEST.MG", new byte[1])), "MANIFEST.MG", "MANIFEST.MF");
        assertThat(refusal(exact)).startsWith("has two entries named META-INF/MANIFEST.MF; ");
        assertThat(refusal(bundle(Map.of("META-INF/manifest.mf", new byte[1])))).startsWith("has two entries named ");
    }

    @Test
    void no_manifest_no_name_no_version() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a"));
        }
        assertThat(refusal(bytes.toByteArray())).startsWith("is no bundle: it has no manifest");
        assertThat(refusal(PluginJar.jar(Map.of(), Map.of()))).contains("has no Bundle-SymbolicName");
        assertThat(refusal(PluginJar.jar(Map.of("Bundle-SymbolicName", "foo", "Bundle-Version", "new"), Map.of())))
                .isEqualTo("Bundle-Version new is no version; write it like 1.2.3");
    }

    @Test
    void component_descriptions_with_a_dtd_or_garbage() throws Exception {
        byte[] xml =
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(PluginJar.jar(
                        Map.of("Bundle-SymbolicName", "foo", "Service-Component", "OSGI-INF/a.xml"),
                        Map.of("OSGI-INF/a.xml", xml))))
                .startsWith("its component description OSGI-INF/a.xml can't be read: ");
    }

    @Test
    void checksums_that_differ_or_are_missing() throws Exception {
        demands = new Demands(LIMITS, true, false, Optional.empty(), Optional.empty());
        byte[] jar = bundle(Map.of());
        assertThat(refusal(jar))
                .startsWith("has no checksum file, and require_checksum is set; put foo.jar.sha256 beside it");
        Files.writeString(base.resolve("foo.jar.sha256"), "nonsense");
        assertThat(refusal(jar)).startsWith("foo.jar.sha256 does not begin with a SHA-256");
        Files.writeString(base.resolve("foo.jar.sha256"), "0".repeat(64));
        assertThat(refusal(jar))
                .startsWith("its SHA-256 is " + Checksum.of(base.resolve("foo.jar")) + ", foo.jar.sha256 says 000");
        Files.writeString(base.resolve("foo.jar.sha256"), Checksum.of(base.resolve("foo.jar")) + "  foo.jar\n");
        assertThat(intake.take(base.resolve("foo.jar"), "foo.jar").name()).isEqualTo("foo");
    }
}
