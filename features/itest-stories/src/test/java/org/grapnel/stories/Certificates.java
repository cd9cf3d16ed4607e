package org.grapnel.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.grapnel.testkit.Program;

/** Keys and certificates as PEM files, NAME.key and NAME.pem in one directory, made by openssl. */
final class Certificates {
    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    /** The path of a file of this directory. */
    String file(String name) {
        return directory.resolve(name).toString();
    }

    /** A certificate that vouches for itself, and for others. */
    void selfSigned(String name, String commonName, String... extensions) throws IOException {
        make(name, commonName, List.of(), "basicConstraints=critical,CA:TRUE", extensions);
    }

    /** A certificate that an earlier self-signed one vouches for. */
    void issued(String by, String name, String commonName, String... extensions) throws IOException {
        make(
                name,
                commonName,
                List.of("-CA", file(by + ".pem"), "-CAkey", file(by + ".key")),
                "basicConstraints=CA:FALSE",
                extensions);
    }

    private void make(String name, String commonName, List<String> issuer, String constraints, String... extensions)
            throws IOException {
        // our own configuration: what the distribution's file adds to a certificate differs from one to the other
        Path configuration =
                Files.writeString(directory.resolve("openssl.cnf"), "[req]\ndistinguished_name = name\n[name]\n");
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "30"));
        command.addAll(List.of("-config", configuration.toString(), "-subj", "/CN=" + commonName));
        command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
        command.addAll(List.of("-keyout", file(name + ".key"), "-out", file(name + ".pem")));
        command.addAll(issuer);
        command.addAll(List.of("-addext", constraints));
        for (String extension : extensions) command.addAll(List.of("-addext", extension));
        Program.run(Post.LIMIT, command, Map.of()).expectSuccess();
    }
}
