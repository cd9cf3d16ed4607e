package org.grapnel.logbridge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.LoggerFactory;

/**
 * Listens to every {@link LogReaderService} and hands its entries to SLF4J, those logged before this bundle started included.
 * An activator rather than a component, so that it also hears why Declarative Services could not start.
 */
public final class LogBridge implements BundleActivator {
    private final EntryWriter writer = new EntryWriter();
    private volatile ServiceTracker<LogReaderService, LogReaderService> readers;

    @Override
    public void start(BundleContext context) {
        LoggerFactory.getLogger("org.grapnel")
                .info(
                        "Grapnel {}, base {}, Java {}, framework {}",
                        context.getProperty("grapnel.version"),
                        context.getProperty("grapnel.base"),
                        Runtime.version(),
                        context.getBundle(0).getVersion());
        readers = new ServiceTracker<>(context, LogReaderService.class, new Follow(context));
        readers.open();
    }

    @Override
    public void stop(BundleContext context) {
        readers.close();
    }

    private final class Follow implements ServiceTrackerCustomizer<LogReaderService, LogReaderService> {
        private final BundleContext context;

        Follow(BundleContext context) {
            this.context = context;
        }

        @Override
        public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
            LogReaderService reader = context.getService(reference);
            if (reader != null) {
                List<LogEntry> earlier = new ArrayList<>(Collections.list(reader.getLog()));
                Collections.reverse(earlier); // the log keeps the newest first
                earlier.forEach(writer::logged);
                reader.addLogListener(writer);
            }
            return reader;
        }

        @Override
        public void modifiedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
            // its properties say nothing that matters here
        }

        @Override
        public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
            reader.removeLogListener(writer);
            context.ungetService(reference);
        }
    }
}
