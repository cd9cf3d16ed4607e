package org.grapnel.config.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration that a file or an override is for.
 *
 * @param pid the PID, or the factory's PID
 * @param name of the factory configuration; empty for a single one
 */
record Target(String pid, String name) {
    /** The server's own configuration, in {@code grapnel.json}. */
    static final Target SERVER = new Target("org.grapnel.mta", "");

    static final String SERVER_FILE = "grapnel.json";

    private static final String ENDING = ".json";
    private static final Pattern PID = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*)(?:~([A-Za-z0-9._-]+))?");

    /** Of {@code com.example.plugin} or {@code com.example.plugin~one}; empty when it is no PID. */
    static Optional<Target> ofPid(String text) {
        Matcher matcher = PID.matcher(text);
        return matcher.matches()
                ? Optional.of(new Target(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)))
                : Optional.empty();
    }

    /** Of a file's name; empty when the name is no PID with the ending {@code .json}. */
    static Optional<Target> ofFile(String fileName) {
        return fileName.equals(SERVER_FILE)
                ? Optional.of(SERVER)
                : ofPid(fileName.substring(0, fileName.length() - ENDING.length()));
    }

    /** True for files that are meant for this bundle; editors' hidden files are not. */
    static boolean isJson(String fileName) {
        return fileName.endsWith(ENDING) && fileName.length() > ENDING.length() && !fileName.startsWith(".");
    }

    boolean isFactory() {
        return !name.isEmpty();
    }

    @Override
    public String toString() {
        return isFactory() ? pid + "~" + name : pid;
    }
}
