package org.grapnel.mta.deliver;

import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.grapnel.mta.bounce.Bounces;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.connect.Watchdog;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.log.MailLog;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.queue.Retry;
import org.grapnel.mta.spool.Spool;

/**
 * What deliveries need of the other rooms.
 *
 * @param threads makes one thread a connection
 */
public record DeliveryServices(
        Supplier<Settings> settings,
        Dispatcher dispatcher,
        Spool spool,
        Queue queue,
        Retry retry,
        Destinations destinations,
        Bounces bounces,
        MailLog log,
        Watchdog watchdog,
        Clock clock,
        ThreadFactory threads) {}
