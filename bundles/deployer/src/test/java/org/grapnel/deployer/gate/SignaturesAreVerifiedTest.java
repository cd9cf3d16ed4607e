package org.grapnel.deployer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.grapnel.deployer.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesAreVerifiedTest {
    @TempDir
    private Path base;

    private Path jar;

    @BeforeEach
    void prepare() throws Exception {
        jar = Files.write(base.resolve("foo.jar"), PluginJar.jar(Map.of("Bundle-SymbolicName", "foo"), Map.of()));
        for (String who : List.of("vendor", "stranger")) {
            tool(
                    "keytool",
                    "-genkeypair",
                    "-keystore",
                    store(who),
                    "-storepass",
                    "secret",
                    "-alias",
                    who,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + who,
                    "-validity",
                    "3650");
        }
        tool(
                "keytool",
                "-exportcert",
                "-rfc",
                "-keystore",
                store("vendor"),
                "-storepass",
                "secret",
                "-alias",
                "vendor",
                "-file",
                base.resolve("vendor.pem").toString());
    }

    private String store(String who) {
        return base.resolve(who + ".p12").toString();
    }

    private void sign(String who) throws Exception {
        tool("jarsigner", "-keystore", store(who), "-storepass", "secret", jar.toString(), who);
    }

    private static void tool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", name).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(name).isZero();
    }

    private Demands demands(boolean required, String trust) {
        return new Demands(
                new Limits(1 << 20, 100, 1 << 20),
                false,
                required,
                trust.isEmpty() ? Optional.empty() : Optional.of(base.resolve(trust)),
                Optional.of("secret"));
    }

    private void assertRefused(Demands demands, String begin) {
        assertThatThrownBy(() -> Jar.read(jar, demands))
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith(begin);
    }

    @Test
    void a_trusted_signer_is_named_whether_trusted_by_pem_or_pkcs12() throws Exception {
        sign("vendor");
        assertThat(Jar.read(jar, demands(true, "vendor.pem")).signer()).contains("CN=vendor");
        assertThat(Jar.read(jar, demands(false, "vendor.p12")).signer()).contains("CN=vendor");
    }

    @Test
    void strangers_are_refused() throws Exception {
        sign("stranger");
        assertRefused(demands(true, "vendor.pem"), "is signed by CN=stranger, whom ");
        assertRefused(demands(false, "vendor.pem"), "is signed by CN=stranger, whom ");
        assertThat(Jar.read(jar, demands(false, "")).signer()).isEmpty();
    }

    @Test
    void unsigned_jars_only_where_signatures_are_not_required() throws Exception {
        assertRefused(demands(true, "vendor.pem"), "is not signed, and require_signature is set; ");
        assertRefused(demands(true, ""), "require_signature is set, but no certificate is trusted; ");
        assertThat(Jar.read(jar, demands(false, "vendor.pem")).signer()).isEmpty();
    }

    @Test
    void changed_or_added_entries_are_refused() throws Exception {
        sign("vendor");
        byte[] signed = Files.readAllBytes(jar);
        rewrite(signed, "org/grapnel/deployer/plugin/RelayPlugin.class", "");
        assertRefused(demands(false, ""), "its signature is broken: ");
        rewrite(signed, "", "extra");
        assertRefused(demands(true, "vendor.pem"), "its entry extra is not signed, others are; ");
    }

    private void rewrite(byte[] zip, String changed, String added) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(in.readAllBytes());
                if (entry.getName().equals(changed)) {
                    out.write(0);
                }
            }
            if (!added.isEmpty()) {
                out.putNextEntry(new ZipEntry(added));
                out.write("x".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void a_trust_file_that_can_not_be_used_is_named() throws Exception {
        sign("vendor");
        assertRefused(
                demands(true, "missing.pem"), "the trust file " + base.resolve("missing.pem") + " can't be read: ");
    }
}
