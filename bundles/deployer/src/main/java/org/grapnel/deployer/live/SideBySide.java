package org.grapnel.deployer.live;

import java.util.Collection;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Lets two generations of one deployed file be in the framework at once, also with one version and also singletons, and keeps them apart: a new
 * one that were wired to a package of the old one would be restarted when that leaves.
 */
public final class SideBySide implements CollisionHook, ResolverHookFactory, ResolverHook {
    private final Bundle deployer;

    public SideBySide(Bundle deployer) {
        this.deployer = deployer;
    }

    @Override
    public void filterCollisions(int operationType, Bundle target, Collection<Bundle> candidates) {
        if (target.equals(deployer)) {
            candidates.removeIf(candidate -> Location.of(candidate).isPresent());
        }
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        Optional<Location> own = location(requirement.getRevision());
        own.ifPresent(location -> candidates.removeIf(candidate -> location(candidate.getRevision())
                .filter(location::isOtherOfSameFile)
                .isPresent()));
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        location(singleton.getRevision())
                .ifPresent(location -> candidates.removeIf(candidate -> location(candidate.getRevision())
                        .filter(location::isOtherOfSameFile)
                        .isPresent()));
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // whoever is there may resolve
    }

    @Override
    public void end() {
        // nothing is kept between the calls of one resolve
    }

    private static Optional<Location> location(BundleRevision revision) {
        Bundle bundle = revision.getBundle();
        return bundle == null ? Optional.empty() : Location.of(bundle);
    }
}
