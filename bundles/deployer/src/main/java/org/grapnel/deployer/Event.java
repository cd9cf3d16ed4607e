package org.grapnel.deployer;

import java.time.Instant;

/**
 * One line of the history.
 *
 * @param who the operator as the face knows him, {@code deploy/} for a changed file, {@code watch} for the deployer itself
 * @param what such as {@code upgrade}
 * @param from the version before, empty when there was none
 * @param to the version that was wanted, empty when none was
 */
record Event(Instant time, String who, String what, String file, String from, String to, boolean good, String text) {}
