package org.grapnel.deployer.live;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.grapnel.deployer.gate.Unit;
import org.osgi.framework.Bundle;

/**
 * A unit and its bundles in the framework. Immutable.
 *
 * @param handlers how many it had when it came into force
 */
public record LiveUnit(Unit unit, List<Bundle> bundles, int handlers, Instant since) {
    public Set<Long> ids() {
        return bundles.stream().map(Bundle::getBundleId).collect(Collectors.toSet());
    }

    /** False when somebody has uninstalled all of it by other means. */
    public boolean isThere() {
        return bundles.stream().anyMatch(bundle -> bundle.getState() != Bundle.UNINSTALLED);
    }

    public String handlerCount() {
        return handlers == 1 ? "1 handler" : handlers + " handlers";
    }

    @Override
    public String toString() {
        return unit.toString();
    }
}
