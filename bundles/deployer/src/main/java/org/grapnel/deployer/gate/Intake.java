package org.grapnel.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Takes copies of what is to be deployed, each in a numbered directory of its own, and checks them. */
public final class Intake {
    private final Generations generations;
    private final Supplier<Demands> demands;

    public Intake(Generations generations, Supplier<Demands> demands) {
        this.generations = generations;
        this.demands = demands;
    }

    /** False for what is not (or not yet) complete: half a jar, a feature whose bundles are still missing. */
    public static boolean isComplete(Path file) {
        if (file.getFileName().toString().endsWith(".jar")) {
            return JarCheck.isZip(file);
        }
        try {
            Path folder = folder(file);
            return FeatureFile.read(file).jars().stream().allMatch(jar -> JarCheck.isZip(folder.resolve(jar)));
        } catch (DeployException e) {
            return false; // whoever takes it hears why
        }
    }

    /** Where the bundles of a feature lie: {@code NAME.feature} beside {@code NAME.json}. */
    public static Path folder(Path feature) {
        return feature.resolveSibling(feature.getFileName().toString().replaceFirst("\\.json$", "") + ".feature");
    }

    /** The fingerprint that the copy of a file would have. */
    public String fingerprint(Path file) throws DeployException {
        MessageDigest digest = Checksum.sha256();
        try {
            for (Path part : parts(file)) {
                JarCheck.refuseLarge(Files.size(part), demands.get().limits()); // before hours go into reading it
                Checksum.addTo(digest, part);
            }
        } catch (IOException e) {
            throw DeployException.because("can't be read: " + e + "; copy it again");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Copies a file and what belongs to it, and checks it all; leaves nothing behind when that fails.
     *
     * @param source in the deploy directory, or anywhere
     * @param file the name in the deploy directory that it has or is to have
     */
    public Unit take(Path source, String file) throws DeployException {
        int generation = generations.next();
        try {
            Path copy = generations.directory(file, generation).resolve(file);
            Demands now = demands.get();
            for (Path part : parts(source)) {
                Path place = part.equals(source)
                        ? copy
                        : folder(copy).resolve(part.getFileName().toString());
                Files.createDirectories(place.getParent());
                copyBounded(part, place, now.limits().size());
                Checksum.check(
                        place, part, now.requireChecksum() && part.toString().endsWith(".jar"));
            }
            return read(file, generation);
        } catch (IOException e) {
            generations.delete(file, generation);
            throw DeployException.because("can't be copied to data/deployed: " + e + "; see that both can be used");
        } catch (DeployException e) {
            generations.delete(file, generation);
            throw e;
        }
    }

    /** Reads a copy that was taken before. */
    public Unit read(String file, int generation) throws DeployException {
        Path copy = generations.directory(file, generation).resolve(file);
        Demands now = demands.get();
        String fingerprint = fingerprint(copy);
        if (file.endsWith(".jar")) {
            Jar jar = Jar.read(copy, now);
            return new Unit(
                    file,
                    generation,
                    jar.symbolicName(),
                    jar.version().toString(),
                    List.of(jar),
                    new TreeMap<>(),
                    fingerprint);
        }
        FeatureFile feature = FeatureFile.read(copy);
        List<Jar> jars = new ArrayList<>();
        for (String name : feature.jars()) {
            try {
                jars.add(Jar.read(folder(copy).resolve(name), now));
            } catch (DeployException e) {
                throw e.within(name + ": ");
            }
        }
        return new Unit(
                file,
                generation,
                feature.name(),
                feature.version(),
                List.copyOf(jars),
                feature.configurations(),
                fingerprint);
    }

    private static List<Path> parts(Path file) throws DeployException {
        List<Path> parts = new ArrayList<>(List.of(file));
        if (file.getFileName().toString().endsWith(".json")) {
            Path folder = folder(file);
            for (String jar : FeatureFile.read(file).jars()) {
                if (!Files.isRegularFile(folder.resolve(jar))) {
                    throw DeployException.because("misses " + folder.getFileName() + "/" + jar + "; put it there");
                }
                parts.add(folder.resolve(jar));
            }
        }
        return parts;
    }

    private static void copyBounded(Path from, Path to, long most) throws IOException, DeployException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[64 * 1024];
            long left = most;
            int read;
            while ((read = in.read(buffer)) >= 0) {
                left -= read;
                if (left < 0) {
                    throw JarCheck.tooLarge(most);
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /** A file's name as a plain word of a path; refuses what could lead elsewhere. */
    public static String fileName(Path path) throws DeployException {
        String name = String.valueOf(path.getFileName());
        boolean odd = name.startsWith(".") || name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == '#');
        if (odd || name.getBytes(StandardCharsets.UTF_8).length > 200 || !name.matches(".+\\.(jar|json)")) {
            throw DeployException.because(
                    "'" + name
                            + "' is no name for a plugin; write NAME.jar, or NAME.json for a feature, without # and \\, of 200 bytes at most");
        }
        return name;
    }
}
