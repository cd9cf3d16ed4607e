/**
 * NAME: config – the table of options, and the snapshot of their values that is in force.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: around it; every room reads its limits, times and addresses here.
 *
 * <p>TYPES: {@link org.grapnel.mta.config.Options} is the one table; {@link org.grapnel.mta.config.Settings} an immutable
 * snapshot; {@link org.grapnel.mta.config.Configuration} holds the one in force;
 * {@link org.grapnel.mta.config.ConfigRoom} ties it to Configuration Admin. {@link org.grapnel.mta.config.RelayPolicy},
 * {@link org.grapnel.mta.config.DomainRoutes}, {@link org.grapnel.mta.config.RoutingDomain} and
 * {@link org.grapnel.mta.config.HostFailureRetry} ask the hooks first and the snapshot then.
 *
 * <p>THREADS: a snapshot may be read by any thread, without a lock; changes are applied one at a time by whoever brings them.
 *
 * <p>FAILURE: a configuration with one bad value is refused as a whole, with every problem named; the snapshot in force stays.
 *
 * <p>STANDARDS: RFC 5321 4.5.3 (limits and time-outs), 4.5.4 (retries); OSGi Compendium 104, 105.
 *
 * <p>SEE ALSO: {@code docs/configuration.md}, generated from the table; {@link org.grapnel.hook.config}.
 */
@NullMarked
package org.grapnel.mta.config;

import org.jspecify.annotations.NullMarked;
