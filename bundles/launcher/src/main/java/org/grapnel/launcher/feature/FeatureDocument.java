package org.grapnel.launcher.feature;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Cursor over one feature document. Known keys are a table; members whose key begins with {@code #} are comments (OSGi
 * Compendium 159.5), keys that only describe are skipped, any other key is a mistake. Confined to one reading thread.
 */
final class FeatureDocument {
    private final JsonParser json;
    private final List<FeatureBundle> bundles = new ArrayList<>();
    private final Map<String, String> frameworkProperties = new LinkedHashMap<>();
    private String id = "";
    private OptionalInt defaultStartLevel = OptionalInt.empty();
    private OptionalInt minimumStartLevel = OptionalInt.empty();

    private final Map<String, Member> document = Map.of(
            "id", () -> id = artifact(text("id")).toString(),
            "feature-resource-version", this::resourceVersion,
            "bundles", () -> array("bundles", this::bundle),
            "extensions", () -> object("extensions", this::extension),
            "configurations", () -> object("configurations", this::configuration));
    private final Map<String, Member> extensions = Map.of(
            "framework-launching-properties", () -> extensionBody(this::frameworkProperty),
            "bundle-start-levels", () -> extensionBody(this::startLevel));

    /** The standard's descriptive keys; {@code variables} serve configurations only, which we refuse. */
    private static final List<String> DESCRIPTIVE =
            List.of("name", "description", "vendor", "license", "docURL", "scm", "categories", "complete", "variables");

    FeatureDocument(JsonParser json) {
        this.json = json;
    }

    Feature read() throws IOException {
        json.nextToken();
        object("a feature", key -> {
            Member member = document.get(key);
            if (member != null) {
                member.read();
            } else if (DESCRIPTIVE.contains(key)) {
                json.skipChildren();
            } else {
                throw mistake("unknown key '" + key + "'");
            }
        });
        if (id.isEmpty()) {
            throw mistake("'id' is missing (group:artifact:version)");
        }
        return new Feature(id, bundles, frameworkProperties, defaultStartLevel, minimumStartLevel);
    }

    private void resourceVersion() throws IOException {
        String version = text("feature-resource-version");
        if (!version.startsWith("1.")) {
            throw mistake("feature-resource-version " + version + " is not 1.x");
        }
    }

    private void configuration(String pid) throws IOException {
        throw mistake("configurations are not read from features; put " + pid + " into etc/");
    }

    private void bundle() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            bundles.add(new FeatureBundle(artifact(json.getText()), OptionalInt.empty()));
            return;
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        object("a bundle", key -> metadata.put(key, scalar(key)));
        String name = metadata.get("id");
        if (name == null) {
            throw mistake("bundle without 'id'");
        }
        String level = metadata.get("bundleStartLevel");
        bundles.add(new FeatureBundle(artifact(name), level == null ? OptionalInt.empty() : level(name, level)));
    }

    private void extension(String name) throws IOException {
        Member known = extensions.get(name);
        if (known == null) {
            throw mistake("unknown extension '" + name + "'; this launcher knows "
                    + extensions.keySet().stream().sorted().toList());
        }
        known.read();
    }

    private void extensionBody(Entry entry) throws IOException {
        object("an extension", key -> {
            switch (key) {
                case "kind" -> text(key);
                case "type" -> {
                    if (!text(key).equalsIgnoreCase("json")) {
                        throw mistake("the extension's type must be json");
                    }
                }
                case "json" -> object(key, entry);
                default -> throw mistake("unknown key '" + key + "'");
            }
        });
    }

    private void frameworkProperty(String key) throws IOException {
        frameworkProperties.put(key, scalar(key));
    }

    private void startLevel(String key) throws IOException {
        switch (key) {
            case "defaultStartLevel" -> defaultStartLevel = level(key, scalar(key));
            case "minimumStartLevel" -> minimumStartLevel = level(key, scalar(key));
            default -> throw mistake("unknown key '" + key + "'");
        }
    }

    private OptionalInt level(String owner, String text) throws Mistake {
        // the framework itself is level 0
        if (!text.matches("[1-9][0-9]{0,4}")) {
            throw mistake(owner + ": start level " + text + " is not 1–99999");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private ArtifactId artifact(String text) throws Mistake {
        ArtifactId artifact = ArtifactId.parse(text).orElse(null);
        if (artifact == null) {
            throw mistake("'" + text + "' is not group:artifact:version");
        }
        return artifact;
    }

    private String text(String key) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw mistake("'" + key + "' must be a string");
        }
        return json.getText();
    }

    private String scalar(String key) throws IOException {
        if (!json.currentToken().isScalarValue()) {
            throw mistake("'" + key + "' must be a string, a number or a boolean");
        }
        return json.getText();
    }

    private void array(String what, Member element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw mistake("'" + what + "' must be an array");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    private void object(String what, Entry entry) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw mistake(what + " must be an object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            if (key.startsWith("#")) {
                json.skipChildren();
            } else {
                entry.read(key);
            }
        }
    }

    private Mistake mistake(String message) {
        return new Mistake(message, json.currentLocation().getLineNr());
    }

    /** Reads the value the cursor stands on. */
    private interface Member {
        void read() throws IOException;
    }

    /** Reads the value the cursor stands on, knowing its key. */
    private interface Entry {
        void read(String key) throws IOException;
    }

    /** JSON, but not a feature. */
    static final class Mistake extends IOException {
        private final int line;

        Mistake(String message, int line) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
