package org.grapnel.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the operating system that some tests use when it is there. */
enum SystemTool {
    SWAKS("swaks", "swaks"),
    SMTP_SOURCE("smtp-source", "postfix"),
    SMTP_SINK("smtp-sink", "postfix");

    private final String program;
    private final String debianPackage;

    SystemTool(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    Optional<Path> find() {
        // Debian keeps Postfix' tools in a directory that is not on everybody's path
        Stream<String> directories = Stream.concat(
                Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)),
                Stream.of("/usr/sbin", "/usr/bin"));
        return directories
                .filter(d -> !d.isEmpty())
                .map(d -> Path.of(d, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    String path() {
        return find().orElseThrow(() -> new AssertionError(
                        program + " is not installed: apt-get install --no-install-recommends " + debianPackage))
                .toString();
    }
}
