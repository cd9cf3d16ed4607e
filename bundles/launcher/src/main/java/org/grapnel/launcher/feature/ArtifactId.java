package org.grapnel.launcher.feature;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name of an artifact as feature files write it: {@code group:artifact[:type[:classifier]]:version} (OSGi Compendium 159.3).
 *
 * @param classifier the empty string for none
 */
public record ArtifactId(String group, String artifact, String type, String classifier, String version) {
    // no slash and no leading dot: an id can't lead out of system/
    private static final String PART = "([A-Za-z0-9_][A-Za-z0-9_.+-]*)";
    private static final Pattern FORM =
            Pattern.compile(PART + ":" + PART + "(?::" + PART + "(?::" + PART + ")?)?:" + PART);

    static Optional<ArtifactId> parse(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches()
                ? Optional.of(
                        new ArtifactId(m.group(1), m.group(2), or(m.group(3), "jar"), or(m.group(4), ""), m.group(5)))
                : Optional.empty();
    }

    /** Path below a folder in Maven layout, with slashes. */
    public String path() {
        String suffix = classifier.isEmpty() ? "" : "-" + classifier;
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-" + version + suffix + "."
                + type;
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
