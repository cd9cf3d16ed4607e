package org.grapnel.deployer.live;

import java.time.Duration;

/**
 * How long foreign code may take.
 *
 * @param ready for a start, and then for becoming ready
 * @param stop for a stop, in which handlers drain
 */
public record Times(Duration ready, Duration stop) {}
