package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Generations;
import org.grapnel.deployer.gate.Intake;
import org.grapnel.deployer.live.Exchange;
import org.grapnel.deployer.live.Force;
import org.grapnel.deployer.live.SideBySide;
import org.grapnel.hook.Reconfiguration;
import org.grapnel.hook.control.ControlCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;

/** Deploys everything before the bundle counts as started, then watches. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {
    private static final String BASE = "grapnel.base";

    private @Nullable Worker worker;
    private @Nullable Force force;

    @Override
    public void start(BundleContext context) throws BundleException {
        String property = context.getProperty(BASE);
        if (property == null) {
            throw new BundleException("framework property " + BASE + " is missing; start through bin/grapnel");
        }
        Path base = Path.of(property).toAbsolutePath();
        Path data = base.resolve("data").resolve("deployed");
        try {
            Files.createDirectories(data);
            begin(context, base, data);
        } catch (IOException | DeployException e) {
            throw new BundleException(
                    "deploy/ and data/deployed can't be used: " + e.getMessage() + "; see that they can", e);
        }
    }

    private void begin(BundleContext context, Path base, Path data) throws IOException, DeployException {
        Path directory = base.resolve("deploy");
        Clock clock = Clock.systemUTC();
        OptionsInForce options = OptionsInForce.begin(context, base);
        SideBySide sideBySide = new SideBySide(context.getBundle());
        context.registerService(CollisionHook.class, sideBySide, null);
        context.registerService(ResolverHookFactory.class, sideBySide, null);

        Force engine = new Force(context);
        force = engine;
        Generations generations = new Generations(data.resolve("copies"));
        Intake intake = new Intake(generations, () -> options.get().demands());
        Exchange exchange = new Exchange(context, engine, () -> options.get().times(), clock);
        Book book = new Book(new Ledger(data.resolve("state.json")), generations);
        History history = new History(data.resolve("history.jsonl"));
        Deployer deployer = new Deployer(directory, intake, generations, exchange, book, history, options, clock);
        Vigil vigil = new Vigil(book, deployer, engine, options, clock);
        Shadows shadows = new Shadows(exchange, book, deployer, clock);
        Orders orders = new Orders(base, new DeployFiles(directory), intake, generations, book, deployer, shadows);
        Views views = new Views(book, history, shadows, orders, exchange, engine);
        DeployDirectory files = new DeployDirectory(directory, deployer);

        Worker thread = new Worker();
        worker = thread;
        thread.ask(() -> {
            files.loadAll();
            return true;
        });
        new Commands(thread, orders, views)
                .all()
                .forEach(command -> context.registerService(ControlCommand.class, command, null));
        context.registerService(
                Reconfiguration.class, new Renewals(thread, book, exchange, intake, generations, deployer), null);
        thread.repeat(() -> {
            files.poll();
            vigil.look();
            shadows.endStale();
        });
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        if (worker != null) {
            worker.end();
            worker = null;
        }
        if (force != null) {
            force.close();
            force = null;
        }
    }
}
