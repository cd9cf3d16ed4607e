package org.grapnel.launcher;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.grapnel.launcher.client.Shell;
import org.grapnel.launcher.container.Container;
import org.grapnel.launcher.container.StartFailed;
import org.grapnel.launcher.feature.Assembly;
import org.grapnel.launcher.feature.FeatureReader;
import org.grapnel.launcher.instance.Instance;
import org.grapnel.launcher.instance.InstanceLock;

/** {@code run}, and the background process of {@code start}: this process is the instance. */
final class Run {
    private final Installation installation;
    private final Instance instance;
    private final Console console;
    private final long began;

    /** {@code began}: {@link System#nanoTime()} when the process started. */
    Run(Installation installation, Instance instance, Console console, long began) {
        this.installation = installation;
        this.instance = instance;
        this.console = console;
        this.began = began;
    }

    int execute(Map<String, String> settings) throws Refused {
        instance.prepare(installation.etc());
        Assembly assembly = Assembly.of(FeatureReader.readFolder(installation.features()), installation.system());
        try (InstanceLock lock = InstanceLock.take(instance)) {
            lock.clearLeftovers();
            // logback reads these; it has no other way to be told
            System.setProperty(
                    "logback.configurationFile",
                    instance.etc().resolve("logback.xml").toString());
            System.setProperty("grapnel.log.dir", instance.log().toString());
            System.setProperty("grapnel.console.level", console.level());
            Container container = Container.create(assembly, instance.cache(), properties(settings));
            try (StopOnSignal stopping = StopOnSignal.guard(container, instance.pidFile())) {
                return live(container, stopping);
            }
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot release " + instance.data() + ": " + e.getMessage(), e);
        }
    }

    private int live(Container container, StopOnSignal stopping) throws Refused {
        try {
            container.start();
            container.services().offerExit(stopping::stopWith);
            ready(container);
            if (console == Console.TERMINAL) {
                endWith(container);
                shell(container);
            }
            container.awaitStop();
        } catch (StartFailed e) {
            if (stopping.begun()) {
                return stopping.finish(); // a signal during the start; what fails because of it is no news
            }
            StartLog.append(instance.logFile(), e, Clock.system(ZoneId.systemDefault()));
            stopping.stopWith(Refused.FAILED);
            stopping.finish();
            throw new Refused(Refused.FAILED, "cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
        return stopping.finish();
    }

    /** The end of the shell is the end of the instance; without a control socket the instance runs on without a shell. */
    private void shell(Container container) {
        try {
            Shell.inside(instance, System.err).execute();
            container.beginStop();
        } catch (Refused e) {
            System.err.println("grapnel: no shell here: " + e.getMessage() + "; Control-C stops the instance");
        }
    }

    /** The shell reads the terminal and would not notice that a bundle or another shell stopped the framework. */
    private static void endWith(Container container) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        container.awaitStop();
                        System.exit(0); // the shutdown thread of StopOnSignal has the last word on the status
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "grapnel-end");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void ready(Container container) throws Refused {
        long millis = (System.nanoTime() - began) / 1_000_000;
        System.out.printf("Grapnel %s is ready in %d ms (base %s)%n", installation.version(), millis, instance.base());
        if (console == Console.DAEMON) {
            container.services().releaseConsole(Throwable::printStackTrace);
            System.out.flush();
        }
        instance.pidFile().write(ProcessHandle.current());
        if (console == Console.DAEMON) {
            ConsoleLog.takeOver(instance.consoleLog());
        }
    }

    private Map<String, String> properties(Map<String, String> settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("grapnel.home", installation.home().toString());
        properties.put("grapnel.base", instance.base().toString());
        properties.put("grapnel.version", installation.version());
        settings.forEach((key, value) -> properties.put("grapnel.set." + key, value));
        return properties;
    }
}
