package org.grapnel.testkit;

/**
 * What a rule looks at.
 *
 * @param argument see {@link Stage}
 * @param connection number of the connection at this receiver, from 1
 * @param envelope the transaction so far; at END the whole of it
 */
public record Moment(Stage stage, String argument, int connection, Envelope envelope) {}
