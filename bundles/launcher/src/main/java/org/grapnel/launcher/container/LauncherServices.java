package org.grapnel.launcher.container;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Services between the launcher and the bundles. Both sides share only {@code java.*} types, so no package is exported. */
public final class LauncherServices {
    private static final String CONSOLE_RELEASE = "(grapnel.on=console-release)";

    private final BundleContext context;

    LauncherServices(BundleContext context) {
        this.context = context;
    }

    /**
     * Offers an {@link IntConsumer} with the service property {@code grapnel.control=exit}: given an exit status, it begins an
     * orderly stop and returns at once.
     */
    public void offerExit(IntConsumer exit) {
        Map<String, Object> properties = Map.of(
                "grapnel.control",
                "exit",
                Constants.SERVICE_DESCRIPTION,
                "Stops this instance orderly; the process ends with the given status");
        context.registerService(IntConsumer.class, exit, FrameworkUtil.asDictionary(properties));
    }

    /**
     * Runs every {@link Runnable} with the service property {@code grapnel.on=console-release}, highest ranking first: the last
     * moment when its output is seen by whoever typed {@code start}.
     *
     * @param failed is told what one of them threw; the others run all the same
     */
    public void releaseConsole(Consumer<Throwable> failed) {
        for (ServiceReference<?> reference : listeners()) {
            try {
                if (context.getService(reference) instanceof Runnable listener) {
                    listener.run();
                    context.ungetService(reference);
                }
            } catch (RuntimeException | LinkageError e) {
                failed.accept(e);
            }
        }
    }

    private ServiceReference<?>[] listeners() {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(Runnable.class.getName(), CONSOLE_RELEASE);
            if (found == null) {
                return new ServiceReference<?>[0];
            }
            Arrays.sort(found, (a, b) -> b.compareTo(a));
            return found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
