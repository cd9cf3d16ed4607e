package org.grapnel.deployer.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OSGi feature (OSGi Compendium 159) whose bundles lie in the folder {@code NAME.feature} beside {@code NAME.json}.
 *
 * @param jars file names in that folder, in the order in which they are installed and started
 */
record FeatureFile(
        String name, String version, List<String> jars, SortedMap<String, Map<String, Object>> configurations) {
    private static final int LARGEST = 1024 * 1024;
    private static final int MOST_BUNDLES = 100;
    /** group:artifact[:type[:classifier]]:version, as 159.2 has it. */
    private static final Pattern ID =
            Pattern.compile("([\\w.-]+):([\\w.-]+)(?::([\\w.-]+))?(?::([\\w.-]+))?:([\\w.-]+)");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static FeatureFile read(Path file) throws DeployException {
        JsonNode root;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw DeployException.because("is larger than 1 MB; split the feature");
            }
            root = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw DeployException.because("is no feature: " + place + e.getOriginalMessage() + "; mend the JSON");
        } catch (IOException e) {
            throw DeployException.because("can't be read: " + e + "; copy it again");
        }
        Matcher id = id(root.path("id"), "id");
        List<String> jars = new ArrayList<>();
        for (JsonNode bundle : root.path("bundles")) {
            String jar = jar(id(bundle.isTextual() ? bundle : bundle.path("id"), "bundles: id"));
            if (jars.contains(jar)) {
                throw DeployException.because("names " + jar + " twice; remove one");
            }
            jars.add(jar);
        }
        if (jars.isEmpty() || jars.size() > MOST_BUNDLES) {
            throw DeployException.because("has " + jars.size() + " bundles; a feature has 1 to " + MOST_BUNDLES);
        }
        SortedMap<String, Map<String, Object>> configurations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : root.path("configurations").properties()) {
            configurations.put(each.getKey(), ConfigurationKeys.read(each.getKey(), each.getValue()));
        }
        return new FeatureFile(id.group(2), id.group(5), List.copyOf(jars), configurations);
    }

    private static Matcher id(JsonNode node, String place) throws DeployException {
        Matcher id = ID.matcher(node.asText());
        if (!id.matches() || id.group().contains("..")) {
            throw DeployException.because("is no feature: " + place + ": '" + node.asText()
                    + "' is not group:artifact:version; write one like com.example:policy:1.2.3");
        }
        return id;
    }

    private static String jar(Matcher id) {
        String classifier = id.group(4) == null ? "" : "-" + id.group(4);
        return id.group(2) + "-" + id.group(5) + classifier + ".jar";
    }
}
