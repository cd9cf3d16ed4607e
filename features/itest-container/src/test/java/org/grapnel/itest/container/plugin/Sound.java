package org.grapnel.itest.container.plugin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.EsmtpCapabilities;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.hook.session.PostSmtpCommand;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.UnrecognizedCommand;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The good neighbour of {@link Faulty} at the points where a fault is skipped: what it does is seen on the wire. */
public final class Sound implements BundleActivator, PostSmtpCommand, UnrecognizedCommand, EsmtpCapabilities {
    private final AtomicInteger commands = new AtomicInteger();

    @Override
    public void start(BundleContext context) {
        String[] points = {
            PostSmtpCommand.class.getName(), UnrecognizedCommand.class.getName(), EsmtpCapabilities.class.getName()
        };
        context.registerService(
                points, this, FrameworkUtil.asDictionary(Map.of("service.ranking", 1, "grapnel.name", "sound")));
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public void postSmtpCommand(Session session, Bytes commandLine, ValidationContext context) {
        commands.incrementAndGet();
    }

    @Override
    public Optional<Reply> unrecognizedCommand(Session session, Bytes commandLine) {
        return Optional.of(Reply.of(250, "2.0.0", commands.get() + " commands were seen"));
    }

    @Override
    public EsmtpKeywords esmtpCapabilities(EsmtpKeywords keywords, Session session) {
        return keywords.with("X-SOUND", Integer.toString(keywords.parameters().size()));
    }
}
