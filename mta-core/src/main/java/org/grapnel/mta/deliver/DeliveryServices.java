package org.grapnel.mta.deliver;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.grapnel.mta.bounce.Bounces;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.connect.Watchdog;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.log.MailLog;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.queue.Retry;

/**
 * What deliveries need of the other rooms.
 *
 * @param owed tells the spool
 * @param threads gives each connection a thread for as long as it lasts
 */
public record DeliveryServices(
        Supplier<Settings> settings,
        Dispatcher dispatcher,
        Owed owed,
        BodyLoading bodies,
        Queue queue,
        Retry retry,
        Destinations destinations,
        Bounces bounces,
        MailLog log,
        Watchdog watchdog,
        Clock clock,
        Executor threads) {}
