package org.grapnel.mta.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates and keys of the program openssl: NAME.pem and NAME.key in a directory. */
public final class OpenSsl {
    private final Path directory;

    public OpenSsl(Path directory) {
        this.directory = directory;
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** A self-signed certificate for a host. */
    public void selfSigned(String name, String host) throws Exception {
        selfSigned(name, host, "ec");
    }

    /** Of a kind of key such as {@code ec}, {@code rsa} or {@code ed25519}. */
    public void selfSigned(String name, String host, String kind) throws Exception {
        List<String> command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "30", "-newkey", kind));
        if (kind.equals("ec")) {
            command.addAll(List.of("-pkeyopt", "ec_paramgen_curve:prime256v1"));
        }
        command.addAll(List.of(
                "-subj",
                "/CN=" + host,
                "-addext",
                "subjectAltName=DNS:" + host,
                "-keyout",
                key(name).toString(),
                "-out",
                certificate(name).toString()));
        run(command);
    }

    /** A certificate that another one signs; its file holds both. */
    public void signed(String name, String host, String authority) throws Exception {
        Path request = directory.resolve(name + ".csr");
        run(List.of(
                "req",
                "-new",
                "-nodes",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-subj",
                "/CN=" + host,
                "-keyout",
                key(name).toString(),
                "-out",
                request.toString()));
        run(List.of(
                "x509",
                "-req",
                "-days",
                "30",
                "-in",
                request.toString(),
                "-CA",
                certificate(authority).toString(),
                "-CAkey",
                key(authority).toString(),
                "-CAcreateserial",
                "-out",
                certificate(name).toString()));
        Files.writeString(
                certificate(name), Files.readString(certificate(name)) + Files.readString(certificate(authority)));
    }

    /** Puts one pair in the place of another, each file at once. */
    public void replace(String name, String by) throws IOException {
        replace(key(name), key(by));
        replace(certificate(name), certificate(by));
    }

    public void replace(Path file, Path by) throws IOException {
        Path copy = Files.copy(by, directory.resolve("copy.tmp"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public void run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command + "\n" + said).isZero();
    }
}
