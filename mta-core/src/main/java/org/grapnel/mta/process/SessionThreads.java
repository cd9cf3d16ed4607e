package org.grapnel.mta.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the threads of sessions, which mostly wait: virtual ones from Java 24 on, else platform threads with a stack of their own size.
 * In Java 21 to 23 a virtual thread that waits inside {@code synchronized} keeps its carrier (JEP 491 ended that), and what handlers do
 * is not ours to know.
 */
final class SessionThreads {
    /** Half the usual: room for handlers that parse and match deeply; of 5,000 idle ones few pages are ever touched. */
    private static final long STACK = 512 * 1024;

    private static final int FIRST_WITHOUT_PINNING = 24;

    private static final boolean PLATFORM = "platform".equals(System.getProperty("grapnel.session.threads"));

    private SessionThreads() {}

    static ThreadFactory named(String prefix) {
        return PLATFORM || Runtime.version().feature() < FIRST_WITHOUT_PINNING
                ? platform(prefix)
                : virtual(prefix).orElseGet(() -> platform(prefix));
    }

    private static ThreadFactory platform(String prefix) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(null, task, prefix + "-" + number.incrementAndGet(), STACK);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** {@code Thread.ofVirtual().name(prefix, 1).factory()}, which Java 17 can't compile. */
    private static Optional<ThreadFactory> virtual(String prefix) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle name =
                    lookup.findVirtual(ofVirtual, "name", MethodType.methodType(ofVirtual, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            return Optional.of((ThreadFactory) factory.invoke(name.invoke(make.invoke(), prefix + "-", 1L)));
        } catch (ReflectiveOperationException e) {
            return Optional.empty(); // a Java without them
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads can't be made: " + e, e);
        }
    }
}
