package org.grapnel.shell.socket;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.grapnel.hook.control.ControlService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the control socket of the instance as soon as there is a control service. */
@Component(
        service = {},
        immediate = true)
public final class ControlSocket {
    /** Framework property: the directory of the instance. */
    private static final String BASE = "grapnel.base";

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final Duration IDLE = Duration.ofHours(1);

    private final SocketServer server;

    @Activate
    public ControlSocket(BundleContext context, @Reference ControlService control) throws IOException {
        String base = context.getProperty(BASE);
        if (base == null || base.isBlank()) {
            throw new IllegalStateException(
                    "framework property " + BASE + " is not set: there is no place for the control socket");
        }
        server = SocketServer.open(Path.of(base), control, IDLE);
        LOG.info("control socket: {}", server.socket());
    }

    @Deactivate
    void close() throws IOException {
        server.close();
    }
}
