package org.grapnel.itest.container.hooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.itest.container.LiveContainer;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.ReceivingServer;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Base of the tests that show one hook each: a handler of this test's own bundle sees the call on real traffic, and its answer
 * changes what a client, the spool, the next hop or a reader of the log sees. Everything is routed to {@link #receiver}.
 */
public abstract class HookStory extends LiveContainer {
    private final List<ServiceRegistration<?>> handlers = new ArrayList<>();

    /** The next hop of all mail. */
    protected ReceivingServer receiver;

    @Before
    public void openReceiver() {
        int port = address("grapnel.set.routes").getPort();
        receiver = Await.value( // the system may still hold the port for the accept call of the test before
                PATIENCE,
                () -> Optional.of(ReceivingServer.setup().port(port).open()),
                () -> "port " + port + " is taken");
    }

    @After
    public void removeHandlersAndCloseReceiver() throws IOException {
        handlersLeave();
        receiver.close();
    }

    /** Takes all handlers out before the test ends. */
    protected final void handlersLeave() {
        handlers.forEach(ServiceRegistration::unregister);
        handlers.clear();
    }

    /** Takes a handler out before the test ends. */
    protected final void leave(ServiceRegistration<?> handler) {
        handlers.remove(handler);
        handler.unregister();
    }

    /** Registers a handler until the end of the test. */
    protected final <T> ServiceRegistration<T> handler(Class<T> hook, T handler) {
        return handler(hook, handler, Map.of());
    }

    /** Registers a handler with service properties, such as {@code service.ranking}, until the end of the test. */
    protected final <T> ServiceRegistration<T> handler(Class<T> hook, T handler, Map<String, ?> properties) {
        ServiceRegistration<T> registration =
                context.registerService(hook, handler, FrameworkUtil.asDictionary(properties));
        handlers.add(registration);
        return registration;
    }
}
