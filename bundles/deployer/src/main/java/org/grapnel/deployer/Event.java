package org.grapnel.deployer;

import java.time.Instant;

/** One line of the history. */
record Event(Instant time, String file, boolean good, String text) {}
