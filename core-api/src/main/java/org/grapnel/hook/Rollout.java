package org.grapnel.hook;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a deployer brings the handlers of one bundle, or of several that belong together, into force and out of it, all at once. A service of the
 * engine; for deployers, not for plugins.
 *
 * <p>An upgrade side by side: {@link #hold} the new bundle before it is started, start it, wait until it is ready and has registered what the old one
 * offered, {@link Held#release} it in place of the old one, stop the old one: its services drain while they leave.
 *
 * <p>THREADS: safe for use by any thread. ERRORS: IllegalStateException when a bundle is held twice or a hold is used after its end.
 */
@ProviderType
public interface Rollout {
    /**
     * From now on the handlers that these bundles register are kept aside: tracked, but never called. A hold of no bundle takes others out of
     * force in one step, when it is released in their place.
     */
    Held hold(Set<Long> bundleIds);

    /** The same for one bundle. */
    default Held hold(long bundleId) {
        return hold(Set.of(bundleId));
    }

    /** What a bundle has in force now, with its numbers; empty when it has nothing. */
    List<HandlerView> inForce(long bundleId);

    /** The handlers of bundles that are kept aside. */
    interface Held {
        /** What they have registered so far. */
        List<HandlerView> handlers();

        /**
         * Puts them in force in one step, in which the handlers of the replaced bundles leave: a transaction sees either these or
         * those. Handlers that the bundles register later are in force at once; what the replaced ones still register never is. Returns when new
         * transactions see the change.
         */
        void release(Set<Long> replaced);

        /**
         * Has them asked beside those of the bundle that serves now: each deciding call of a handler of the same point and name is repeated on the
         * held one with the same arguments where those can't be changed by it; answers are compared and dropped.
         */
        void shadow(long servingBundleId, ShadowReport report);

        /** Gives up: what the bundles have registered, or still register, stays out of force until they are uninstalled. */
        void abandon();
    }

    /** Hears how a shadowed handler's answers compare. Called on the thread of the transaction; must be quick. */
    interface ShadowReport {
        /**
         * One comparison.
         *
         * @param hook the point's name
         * @param subject the session, transaction or message, as logs name it
         * @param serving the answer that counted
         * @param shadowed the answer that did not, or the fault
         */
        void compared(String hook, String subject, String serving, String shadowed, boolean agree);
    }

    /**
     * One handler of one point.
     *
     * @param hook the point's verbatim name
     * @param name as the handler calls itself
     * @param calls since it was registered
     * @param faults since it was registered
     * @param quarantined taken out of its chain because of its faults
     */
    record HandlerView(String hook, String name, int ranking, long calls, long faults, boolean quarantined) {}
}
