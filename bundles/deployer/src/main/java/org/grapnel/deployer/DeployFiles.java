package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.grapnel.deployer.gate.Checksum;
import org.grapnel.deployer.gate.Intake;

/** Writes to the deploy directory as an operator would: each file complete, in one step, the one that counts last. */
final class DeployFiles {
    private final Path directory;

    DeployFiles(Path directory) {
        this.directory = directory;
    }

    boolean exists(String file) {
        return Files.exists(directory.resolve(file));
    }

    /** True when a path is the file of that name in the directory. */
    boolean is(Path path, String file) {
        return path.toAbsolutePath()
                .normalize()
                .equals(directory.resolve(file).toAbsolutePath().normalize());
    }

    /** Puts a copy, and the folder beside it, in the place of a file. */
    void publish(Path copy, String file) throws IOException {
        Files.createDirectories(directory);
        Path folder = Intake.folder(copy);
        if (file.endsWith(".json")) {
            Files.createDirectories(Intake.folder(directory.resolve(file)));
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder)) {
                for (Path jar : jars) {
                    move(jar, Intake.folder(directory.resolve(file)).resolve(jar.getFileName()));
                }
            }
        }
        Path checksum = directory.resolve(file + Checksum.ENDING);
        if (Files.exists(checksum)) {
            Files.writeString(checksum, Checksum.of(copy) + "  " + file + "\n");
        }
        move(copy, directory.resolve(file));
    }

    private static void move(Path copy, Path to) throws IOException {
        Path half = to.resolveSibling("." + to.getFileName() + ".half");
        Files.copy(copy, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(String file) throws IOException {
        Path path = directory.resolve(file);
        List<Path> all = new ArrayList<>(List.of(path, directory.resolve(file + Checksum.ENDING)));
        if (file.endsWith(".json") && Files.isDirectory(Intake.folder(path))) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(Intake.folder(path), "*.{jar,sha256}")) {
                jars.forEach(all::add);
            }
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
