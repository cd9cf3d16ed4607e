package org.grapnel.hook.baseline;

import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Compares two states of the API, and says which packages have changed more than their versions tell. */
final class Verdicts {
    private static final int MOST_TOLD = 5;
    private static final Set<Delta> HARMLESS = Set.of(Delta.UNCHANGED, Delta.IGNORED, Delta.MICRO);

    private Verdicts() {}

    /** One line for each package whose version is too low: the package, its change and the version needed. */
    static List<String> of(Api released, Api now) {
        List<String> verdicts = new ArrayList<>();
        for (Diff each : now.tree().diff(released.tree()).getChildren()) {
            if (each.getType() == Type.PACKAGE && !HARMLESS.contains(each.getDelta())) {
                judge(each, released, now, verdicts);
            }
        }
        return verdicts;
    }

    private static void judge(Diff change, Api released, Api now, List<String> verdicts) {
        String name = change.getName();
        if (change.getDelta() == Delta.ADDED) {
            return; // a package that is new has any version
        }
        Version before = new Version(released.versions().get(name));
        if (change.getDelta() == Delta.REMOVED) {
            verdicts.add(name + " " + before + ": the package is gone; keep it, or write it down as a new baseline");
            return;
        }
        Version needed = needed(before, change.getDelta());
        Version has = new Version(now.versions().get(name));
        if (has.compareTo(needed) < 0) {
            List<String> what = new ArrayList<>();
            describe(change, "", what);
            verdicts.add(name + " " + has + ": " + (isBreaking(change.getDelta()) ? "breaks" : "adds to") + " " + before
                    + " (" + String.join("; ", what) + "); set @Version(\"" + needed + "\") in its package-info.java");
        }
    }

    private static boolean isBreaking(Delta delta) {
        return delta == Delta.MAJOR || delta == Delta.REMOVED;
    }

    /** Below 1.0.0 what breaks takes the next minor version, and what only adds takes none. */
    private static Version needed(Version before, Delta delta) {
        if (before.getMajor() == 0) {
            return isBreaking(delta) ? new Version(0, before.getMinor() + 1, 0) : before;
        }
        return isBreaking(delta)
                ? new Version(before.getMajor() + 1, 0, 0)
                : new Version(before.getMajor(), before.getMinor() + 1, 0);
    }

    /** The elements that came, went or are others, each with the one it belongs to. */
    private static void describe(Diff change, String place, List<String> what) {
        for (Diff child : change.getChildren()) {
            boolean whole = child.getDelta() == Delta.ADDED || child.getDelta() == Delta.REMOVED;
            if (whole && what.size() < MOST_TOLD) {
                String verb = child.getDelta() == Delta.ADDED ? " added" : " removed";
                what.add((place + " " + child.getType().name().toLowerCase(Locale.ROOT) + " " + child.getName() + verb)
                        .strip());
            } else if (!HARMLESS.contains(child.getDelta())) {
                describe(child, child.getName(), what);
            }
        }
    }
}
