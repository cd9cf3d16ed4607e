package org.grapnel.launcher.feature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.grapnel.launcher.Refused;

/** Reads feature files, comments allowed (OSGi Compendium 159.5), within bounds of size and depth. */
public final class FeatureReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(1 << 20)
                    .maxNestingDepth(20)
                    .maxStringLength(1 << 16)
                    .build())
            .build();

    private FeatureReader() {}

    /** All {@code *.json} files of a folder, by name. */
    public static List<Feature> readFolder(Path folder) throws Refused {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(f -> f.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Refused(
                    Refused.USAGE, "cannot read the folder " + folder + "; the installation is incomplete", e);
        }
        if (files.isEmpty()) {
            throw new Refused(
                    Refused.USAGE, folder + " holds no feature file (*.json); the installation is incomplete");
        }
        List<Feature> features = new ArrayList<>();
        for (Path file : files) {
            features.add(read(file));
        }
        return features;
    }

    public static Feature read(Path file) throws Refused {
        String name = "features/" + file.getFileName();
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            return new FeatureDocument(parser).read();
        } catch (FeatureDocument.Mistake e) {
            throw new Refused(Refused.USAGE, name + ":" + e.line() + ": " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new Refused(Refused.USAGE, name + ":" + line + ": not JSON: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new Refused(Refused.USAGE, name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
