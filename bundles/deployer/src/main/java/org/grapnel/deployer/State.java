package org.grapnel.deployer;

import java.util.Locale;

/** How a file of the deploy directory and the framework stand to each other. */
enum State {
    /** What the file holds is in force. */
    LIVE,
    /** It is in force since a short while; its faults are counted, what was before is kept. */
    WATCHED,
    /** What the file holds could not be put in force; what was before still is. */
    OUTDATED,
    /** What the file holds could not be put in force, and nothing was before. */
    FAILED,
    /** What the file holds was in force and taken back; what was before is again. */
    ROLLED_BACK,
    /** The file is gone; its handlers are out of force for new transactions, and drain. */
    LEAVING;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
