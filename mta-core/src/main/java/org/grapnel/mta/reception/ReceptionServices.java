package org.grapnel.mta.reception;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.grapnel.mta.config.RoutingDomain;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.spool.OutsideSpool;

/**
 * What the stages need of the other rooms.
 *
 * @param temporary a directory on the spool's disk for large bodies that are still being received
 */
public record ReceptionServices(
        Supplier<Settings> settings,
        Dispatcher dispatcher,
        RoutingDomain routingDomain,
        OutsideSpool spool,
        Queue queue,
        Ids ids,
        Path temporary,
        Clock clock,
        RandomGenerator random) {}
