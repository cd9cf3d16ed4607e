package org.grapnel.deployer.live;

import java.util.Optional;
import org.grapnel.deployer.gate.Jar;
import org.grapnel.deployer.gate.Unit;
import org.osgi.framework.Bundle;

/** The location of a deployed bundle, {@code deploy:FILE#GENERATION/JAR}: which file it came from, and with which copy. */
record Location(String file, int generation) {
    private static final String PREFIX = "deploy:";

    static String of(Unit unit, Jar jar) {
        return PREFIX + unit.file() + "#" + unit.generation() + "/" + jar.path().getFileName();
    }

    /** True for a newer or older copy of the same file. */
    boolean isOtherOfSameFile(Location that) {
        return file.equals(that.file) && generation != that.generation;
    }

    /** Empty for bundles that others installed. */
    static Optional<Location> of(Bundle bundle) {
        String text = bundle.getLocation();
        if (text == null || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int hash = text.indexOf('#');
        int slash = text.indexOf('/', hash);
        return Optional.of(
                new Location(text.substring(PREFIX.length(), hash), Integer.parseInt(text.substring(hash + 1, slash))));
    }
}
