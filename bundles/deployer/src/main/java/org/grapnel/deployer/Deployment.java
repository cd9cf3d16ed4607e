package org.grapnel.deployer;

import java.util.Optional;

/**
 * One file: what should be live for it, and what is. Immutable.
 *
 * @param wanted the file's contents as last taken up
 * @param live what is in the framework; with a problem, what was there before
 * @param problem why the wanted contents are not live
 */
record Deployment(String file, Stamp wanted, Optional<Live> live, Optional<String> problem) {
    static Deployment live(String file, Stamp wanted, Live live) {
        return new Deployment(file, wanted, Optional.of(live), Optional.empty());
    }

    /** The wanted contents failed; what was live before, if anything, still is. */
    static Deployment failed(String file, Stamp wanted, Optional<Live> before, String problem) {
        return new Deployment(file, wanted, before, Optional.of(problem));
    }
}
