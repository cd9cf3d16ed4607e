package org.grapnel.mta.session;

import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.grapnel.mta.auth.Mechanisms;
import org.grapnel.mta.config.RelayPolicy;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.connect.Watchdog;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.reception.Reception;
import org.grapnel.mta.tls.InboundTls;

/**
 * What every session needs of the other rooms.
 *
 * @param admission counts the sessions of all listeners
 * @param watchdog ends connections whose client does not read
 * @param threads makes one thread a session
 */
public record SessionServices(
        Supplier<Settings> settings,
        Dispatcher dispatcher,
        RelayPolicy relay,
        Reception reception,
        InboundTls tls,
        Mechanisms mechanisms,
        Clock clock,
        Admission admission,
        Watchdog watchdog,
        ThreadFactory threads) {}
